package io.sluice.record.proxy;

import io.sluice.config.Quoted;
import io.sluice.engine.upstream.Origin;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code scheme} and {@code host[:port]}, as they stand in a URL, into an origin. Stricter than RFC 3986: what
 * programs could read differently is refused. Stateless.
 */
final class OriginText {
    private static final int MAX_NAME = 253;
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[^\\]]*]|[^:\\[\\]]*)(?::(\\d{0,5}))?");
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\\.[a-z0-9_][a-z0-9_-]{0,62})*\\.?");
    private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0x[0-9a-f]*)\\.?");
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
    private static final int MAX_IPV6 = 45;
    private static final Pattern IPV6 =
            Pattern.compile("(?=.*:.*:)[0-9a-f:]{2,39}(?:(?<=:)" + OCTET + "(?:\\." + OCTET + "){3})?");
    private static final Pattern TWO_GAPS = Pattern.compile("::.*::|:::");

    private OriginText() {}

    /**
     * The origin.
     *
     * @param scheme in any case
     * @param authority host and perhaps a port, without credentials; an empty port is the scheme's own (RFC 3986 section
     *     3.2.3)
     * @throws IllegalArgumentException if it is none; the message is a sentence
     */
    static Origin read(String scheme, String authority) {
        String known = scheme.toLowerCase(Locale.ROOT);
        if (!known.equals("http") && !known.equals("https")) {
            throw new IllegalArgumentException("The scheme " + Quoted.of(scheme) + " is neither http nor https.");
        }
        if (authority.indexOf('@') >= 0) {
            throw new IllegalArgumentException(
                    "Credentials in a URL are not passed on: send an authorization field instead.");
        }
        if (authority.indexOf('%') >= 0) {
            throw new IllegalArgumentException(
                    "The host " + Quoted.of(authority) + " is percent-encoded: write it as it is.");
        }
        Matcher parts = AUTHORITY.matcher(authority.toLowerCase(Locale.ROOT));
        if (!parts.matches() || parts.group(1).isEmpty()) {
            throw new IllegalArgumentException(Quoted.of(authority) + " is not a host with an optional port.");
        }
        return new Origin(known, host(parts.group(1)), port(known, parts.group(2)));
    }

    private static String host(String text) {
        if (text.startsWith("[")) {
            String address = text.substring(1, text.length() - 1);
            if (!isIpv6(address)) {
                throw new IllegalArgumentException(Quoted.of(text) + " is not an IPv6 address.");
            }
            return address;
        }
        if (text.length() > MAX_NAME || !NAME.matcher(text).matches()) {
            throw new IllegalArgumentException(Quoted.of(text) + " is not the name of a host.");
        }
        if (ENDS_IN_NUMBER.matcher(text).matches() && !IPV4.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    Quoted.of(text) + " is not an IPv4 address: write four decimal numbers, such as 192.0.2.1.");
        }
        return text;
    }

    /** Without zones, which mean something on one machine only. What gets past this and is no address does not resolve. */
    private static boolean isIpv6(String address) {
        return address.length() <= MAX_IPV6
                && IPV6.matcher(address).matches()
                && !TWO_GAPS.matcher(address).find();
    }

    private static int port(String scheme, @Nullable String digits) {
        if (digits == null || digits.isEmpty()) {
            return Origin.defaultPort(scheme);
        }
        int port = Integer.parseInt(digits);
        if (port < 1 || port > 0xFFFF) {
            throw new IllegalArgumentException("There is no port " + port + ": ports are 1 to 65535.");
        }
        return port;
    }
}
