package io.sluice.record.openapi;

import io.sluice.record.exchange.RecordedRequest;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a request was sent to.
 *
 * @param protocol {@code http} or {@code https}
 * @param host host with port, unless that is the protocol's usual one, in lower case
 */
record Origin(String protocol, String host) {
    private static final Pattern HOST = Pattern.compile("(\\[[0-9a-f:.]{2,45}]|[a-z0-9._-]{1,253})(:\\d{1,5})?");

    /** The origin of a request; null when it does not say a valid one. */
    static @Nullable Origin of(RecordedRequest request) {
        String host = request.host() == null ? "" : request.host().toLowerCase(Locale.ROOT);
        String protocol = Objects.requireNonNullElse(request.protocol(), "http");
        if (!HOST.matcher(host).matches() || !(protocol.equals("http") || protocol.equals("https"))) {
            return null;
        }
        String usual = protocol.equals("http") ? ":80" : ":443";
        return new Origin(protocol, host.endsWith(usual) ? host.substring(0, host.length() - usual.length()) : host);
    }

    /** The URL of a server. */
    String url() {
        return protocol + "://" + host;
    }
}
