package io.sluice.record.proxy;

import io.sluice.config.Quoted;
import io.sluice.engine.route.Glob;
import io.sluice.engine.upstream.Origin;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hosts that a user allows: a name or an address, {@code *.example.com} for all names below one, {@code 192.168.0.*}, and
 * perhaps a port. {@code *} alone is every host on a public address.
 *
 * @param host the pattern, in lower case, IPv6 addresses without brackets; {@code *} stands for any characters
 * @param port null for every port
 */
public record HostPattern(Glob host, @Nullable Integer port) {
    private static final Pattern TEXT = Pattern.compile("(?:\\[([0-9a-f:.]+)]|([a-z0-9_.*-]+))(?::(\\d{1,5}))?");

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException if it is none; the message says what one is
     */
    public static HostPattern of(String text) {
        Matcher parts = TEXT.matcher(text.toLowerCase(Locale.ROOT));
        Integer port = parts.matches() && parts.group(3) != null ? Integer.valueOf(parts.group(3)) : null;
        if (!parts.matches() || (port != null && (port < 1 || port > 0xFFFF))) {
            throw new IllegalArgumentException(Quoted.of(text)
                    + " (expected: a host such as localhost, *.example.com, 10.0.0.* or [::1], perhaps with :PORT)");
        }
        return new HostPattern(Glob.compile(parts.group(1) != null ? parts.group(1) : parts.group(2)), port);
    }

    /** Whether it is meant for every host, and so names none. */
    boolean isEverything() {
        return host.toString().chars().allMatch(c -> c == '*');
    }

    /** Whether a server is allowed by it. */
    boolean matches(Origin origin) {
        return (port == null || port == origin.port()) && matchesHost(origin.host());
    }

    /** Whether a host is, whatever its port. */
    boolean matchesHost(String name) {
        return host.matches(name.endsWith(".") ? name.substring(0, name.length() - 1) : name);
    }
}
