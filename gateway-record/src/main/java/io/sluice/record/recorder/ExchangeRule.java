package io.sluice.record.recorder;

import io.sluice.engine.route.Glob;
import org.jspecify.annotations.Nullable;

/** Says of which exchanges something holds, by their heads. Immutable. */
public final class ExchangeRule {
    private static final int NO_STATUS = 0;

    private final @Nullable String method;
    private final @Nullable Glob path;
    private final int lowest;
    private final int highest;

    private ExchangeRule(@Nullable String method, @Nullable Glob path, int lowest, int highest) {
        this.method = method;
        this.path = path;
        this.lowest = lowest;
        this.highest = highest;
    }

    /**
     * A rule; a part that is null holds of all.
     *
     * @param method such as {@code GET}, in any case
     * @param path of the request without its query, as sent; {@code *} stands for any characters, such as
     *     {@code /health*}
     * @param status such as {@code 404}, or a class such as {@code 4xx}. An exchange without a response has 499
     * @throws IllegalArgumentException if the path or the status is not of this form
     */
    public static ExchangeRule of(@Nullable String method, @Nullable String path, @Nullable String status) {
        Glob glob = path == null ? null : Glob.compile(path);
        if (status == null) {
            return new ExchangeRule(method, glob, NO_STATUS, Integer.MAX_VALUE);
        }
        if (!status.matches("[1-5]([0-9]{2}|[xX]{2})")) {
            throw new IllegalArgumentException("status: " + status + " (expected: such as 404 or 4xx)");
        }
        boolean isClass = !Character.isDigit(status.charAt(1));
        int lowest = isClass ? (status.charAt(0) - '0') * 100 : Integer.parseInt(status);
        return new ExchangeRule(method, glob, lowest, isClass ? lowest + 99 : lowest);
    }

    /** Whether it holds of an exchange. Any thread. */
    boolean matches(String otherMethod, String otherPath, int status) {
        return (method == null || method.equalsIgnoreCase(otherMethod))
                && status >= lowest
                && status <= highest
                && (path == null || path.matches(otherPath));
    }
}
