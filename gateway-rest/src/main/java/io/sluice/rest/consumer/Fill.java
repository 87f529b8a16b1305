package io.sluice.rest.consumer;

/**
 * When a read has enough. Immutable; has no clock.
 *
 * <p>A record that would bring the bytes to the maximum is not taken any more and ends the read: the maximum has to exceed
 * the total by one, as in the original. What differs is what a read waits for:
 *
 * <ul>
 *   <li>strict, as the original: for more than {@code fetch.min.bytes}; with a negative number for its whole time
 *   <li>otherwise: for {@code fetch.min.bytes}, or any record when that is not positive; for no more than it may take
 * </ul>
 *
 * @param minBytes {@code fetch.min.bytes}
 * @param maxBytes positive
 * @param maxRecords only looked at when not strict
 */
record Fill(boolean strict, long minBytes, long maxBytes, int maxRecords) {

    /** The rule for one read of an instance; {@code maxBytes} not above 0 asks for the largest that is allowed. */
    static Fill of(ConsumersSettings settings, ConsumerOptions options, long maxBytes) {
        long most = settings.maxResponseBytes();
        return new Fill(
                settings.strictFill(),
                options.fetchMinBytes(),
                maxBytes > 0 ? Math.min(maxBytes, most) : most,
                settings.maxRecords());
    }

    /** Whether one more record is taken. */
    boolean fits(long bytes, int records, long size) {
        return bytes + size < maxBytes && (strict || records < maxRecords);
    }

    /** Whether a read need not wait for more; it may take what is there already. */
    boolean reached(long bytes, int records) {
        if (strict) {
            return minBytes >= 0 && bytes > minBytes;
        }
        return records >= maxRecords || (minBytes > 0 ? bytes >= minBytes : records > 0);
    }

    /** Whether a record that nothing was taken before is too large for any read like this one, and the client told. */
    boolean refuses(long size) {
        return !strict && size >= maxBytes;
    }
}
