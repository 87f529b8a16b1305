package io.sluice.engine.upstream;

import java.util.Locale;

/**
 * A server as a URL names it (RFC 6454 section 4).
 *
 * @param scheme {@code http} or {@code https}
 * @param host a name or an IPv4 address in lower case, or an IPv6 address without brackets
 * @param port 1..65535
 */
public record Origin(String scheme, String host, int port) {

    /** Checks all three. */
    public Origin {
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("scheme: " + scheme + " (expected: http or https)");
        }
        if (host.isEmpty()) {
            throw new IllegalArgumentException("host: empty");
        }
        if (port < 1 || port > 0xFFFF) {
            throw new IllegalArgumentException("port: " + port + " (expected: 1..65535)");
        }
        host = host.toLowerCase(Locale.ROOT);
    }

    /** The port that a URL of this scheme means when it names none. */
    public static int defaultPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    /** Whether connections to it are encrypted. */
    public boolean isSecure() {
        return scheme.equals("https");
    }

    /** What a {@code Host} field says to it: the port only where it is not the scheme's own. */
    public String authority() {
        String name = host.indexOf(':') >= 0 ? '[' + host + ']' : host;
        return port == defaultPort(scheme) ? name : name + ':' + port;
    }

    /** As a URL without a path. */
    @Override
    public String toString() {
        return scheme + "://" + authority();
    }
}
