package io.sluice.config;

/**
 * {@code options.limits} of an {@code http} server, in bytes.
 *
 * @param bodyBytes the longest request body taken
 * @param headerBytes the longest request head taken
 */
public record HttpLimits(long bodyBytes, int headerBytes) {
    /** The highest value of {@code body}: 1 GiB. */
    public static final long MAX_BODY = 1L << 30;
    /** The lowest value of {@code header}: 1 KiB. */
    public static final int MIN_HEADER = 1024;
    /** The highest value of {@code header}: 1 MiB. */
    public static final int MAX_HEADER = 1 << 20;
    /** 1 MiB less 1 KiB of body, so that a record with its headers fits a broker's default limit; 32 KiB of head. */
    public static final HttpLimits DEFAULT = new HttpLimits(1_047_552, 32_768);

    /** Rejects values outside the ranges. */
    public HttpLimits {
        if (bodyBytes < 1 || bodyBytes > MAX_BODY) {
            throw new IllegalArgumentException("body: " + bodyBytes);
        }
        if (headerBytes < MIN_HEADER || headerBytes > MAX_HEADER) {
            throw new IllegalArgumentException("header: " + headerBytes);
        }
    }
}
