package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * {@code type: http, kind: client}: requests are passed on to the server that the {@code tcp} client behind names.
 *
 * @param versions of HTTP that are spoken to the server; empty for all
 * @param ownAuthority whether the server is addressed by its own host and port ({@code options.authority: upstream}),
 *     rather than by what the client addressed the gateway by
 * @param forwarded what the server is told about the client
 * @param retries how often a request is sent again that can be
 * @param exits where its routes lead, in file order; that of the binding itself comes last
 */
public record HttpClientConfig(
        BindingName name,
        Location at,
        List<Text> versions,
        boolean ownAuthority,
        ForwardedMode forwarded,
        int retries,
        UpstreamLimits limits,
        UpstreamTimeouts timeouts,
        List<Text> exits)
        implements BindingConfig {
    /** The highest value of {@code retries}. */
    public static final int MAX_RETRIES = 2;
    /** How often a request is sent again if nothing is said. */
    public static final int DEFAULT_RETRIES = 1;

    /** Copies the lists. */
    public HttpClientConfig {
        requireNonNull(name, "name");
        requireNonNull(at, "at");
        versions = List.copyOf(versions);
        requireNonNull(forwarded, "forwarded");
        requireNonNull(limits, "limits");
        requireNonNull(timeouts, "timeouts");
        exits = List.copyOf(exits);
        if (retries < 0 || retries > MAX_RETRIES) {
            throw new IllegalArgumentException("retries: " + retries);
        }
    }

    /** Whether a version is spoken: {@code http/1.1} or {@code h2}. */
    public boolean speaks(String version) {
        return versions.isEmpty()
                || versions.stream().anyMatch(known -> known.value().equals(version));
    }
}
