package io.sluice.http;

import io.sluice.engine.tls.TlsContext;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How one listen address is served. Immutable.
 *
 * @param host the name or address to listen on
 * @param port the port to listen on; 0 for a free one
 * @param bodyLimitBytes the largest request body that is read; longer ones are answered with 413
 * @param headerLimitBytes the largest request target (else 414) and the largest header list as RFC 9113 section 6.5.2
 *     counts it, 32 bytes per field included (else 431)
 * @param versions HTTP/2 is spoken by prior knowledge, by upgrade, or with TLS by ALPN; a request in HTTP/1.1 where that is not
 *     spoken is answered with 505
 * @param drainTimeout how long {@link HttpServer#close()} waits for running requests
 * @param idleTimeout after how long without a byte either way a connection is closed; longer than any request waits
 * @param limits what clients may take up
 * @param tls null for plain text
 */
public record HttpServerOptions(
        String host,
        int port,
        int bodyLimitBytes,
        int headerLimitBytes,
        HttpVersions versions,
        Duration drainTimeout,
        Duration idleTimeout,
        ConnectionLimits limits,
        @Nullable TlsContext tls) {
    /** Five minutes. */
    public static final Duration DEFAULT_IDLE_TIMEOUT = Duration.ofMinutes(5);

    private static final Duration MAX_IDLE_TIMEOUT = Duration.ofDays(1);

    /** Checks the ranges. */
    public HttpServerOptions {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(versions, "versions");
        Objects.requireNonNull(drainTimeout, "drainTimeout");
        Objects.requireNonNull(limits, "limits");
        requireRange("port", port, 0, 65_535);
        requireRange("bodyLimitBytes", bodyLimitBytes, 0, Integer.MAX_VALUE - 8);
        requireRange("headerLimitBytes", headerLimitBytes, 256, 1 << 20);
        if (drainTimeout.isNegative()) {
            throw new IllegalArgumentException("drainTimeout: " + drainTimeout + " (expected: 0 or more)");
        }
        if (idleTimeout.toMillis() < 1 || idleTimeout.compareTo(MAX_IDLE_TIMEOUT) > 0) {
            throw new IllegalArgumentException("idleTimeout: " + idleTimeout + " (expected: 1 ms to 1 day)");
        }
    }

    /** An address with the default limits: bodies of 10 MiB, header lists of 32 KiB, HTTP/2, ten seconds to drain. */
    public static HttpServerOptions on(String host, int port) {
        return new HttpServerOptions(
                host,
                port,
                10 << 20,
                32 << 10,
                HttpVersions.BOTH,
                Duration.ofSeconds(10),
                DEFAULT_IDLE_TIMEOUT,
                ConnectionLimits.DEFAULT,
                null);
    }

    /** The same with another limit for bodies, in bytes. */
    public HttpServerOptions withBodyLimit(int bytes) {
        return new HttpServerOptions(
                host, port, bytes, headerLimitBytes, versions, drainTimeout, idleTimeout, limits, tls);
    }

    /** The same with another limit for request targets and header lists, in bytes. */
    public HttpServerOptions withHeaderLimit(int bytes) {
        return new HttpServerOptions(
                host, port, bodyLimitBytes, bytes, versions, drainTimeout, idleTimeout, limits, tls);
    }

    /** The same with other limits for connections. */
    public HttpServerOptions withLimits(ConnectionLimits other) {
        return new HttpServerOptions(
                host, port, bodyLimitBytes, headerLimitBytes, versions, drainTimeout, idleTimeout, other, tls);
    }

    /** The same with TLS; null for plain text. */
    public HttpServerOptions withTls(@Nullable TlsContext context) {
        return new HttpServerOptions(
                host, port, bodyLimitBytes, headerLimitBytes, versions, drainTimeout, idleTimeout, limits, context);
    }

    boolean http2() {
        return versions.http2();
    }

    private static void requireRange(String name, int value, int from, int to) {
        if (value < from || value > to) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + from + ".." + to + ")");
        }
    }
}
