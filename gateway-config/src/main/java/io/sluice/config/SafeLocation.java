package io.sluice.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Places that keys may be fetched from: whoever can answer in their stead can make tokens. */
public final class SafeLocation {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1\\]");

    private SafeLocation() {}

    /**
     * A location that is absolute and cannot be forged on the way: {@code https}, or {@code http} on this machine.
     *
     * @param plainHttp whether {@code http} to other machines will do
     * @throws IllegalArgumentException if it is not; the message says what is expected
     */
    public static URI of(String text, boolean plainHttp) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(Quoted.bare(text) + " (expected: a URL)", e);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
            throw new IllegalArgumentException(Quoted.bare(text) + " (expected: an https URL)");
        }
        boolean loopback =
                LOOPBACK.matcher(uri.getHost().toLowerCase(Locale.ROOT)).matches();
        if (scheme.equals("http") && !loopback && !plainHttp) {
            throw new IllegalArgumentException(
                    Quoted.bare(text) + " (expected: https; \"plain-http: true\" trusts the network between)");
        }
        return uri;
    }
}
