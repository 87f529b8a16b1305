package io.sluice.engine.trace;

import static java.util.Objects.requireNonNull;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A span within a trace, as the field {@code traceparent} names it (W3C Trace Context section 3.2). Immutable.
 *
 * <pre>
 *   version "-" 32 digits of the trace "-" 16 digits of the span "-" 2 digits of flags     all hexadecimal, in lower case
 * </pre>
 *
 * @param traceId 32 digits, not all zeros
 * @param spanId 16 digits, not all zeros
 * @param isSampled whether the caller may have recorded its span
 */
public record TraceParent(String traceId, String spanId, boolean isSampled) {
    private static final int TRACE = 3;
    private static final int TRACE_DIGITS = 32;
    private static final int SPAN = TRACE + TRACE_DIGITS + 1;
    private static final int SPAN_DIGITS = 16;
    private static final int FLAGS = SPAN + SPAN_DIGITS + 1;
    private static final int LENGTH = FLAGS + 2;
    private static final int SAMPLED = 1;
    private static final String VERSION = "00";
    private static final HexFormat HEX = HexFormat.of();

    /** Checks for nulls. */
    public TraceParent {
        requireNonNull(traceId, "traceId");
        requireNonNull(spanId, "spanId");
    }

    /**
     * The span that a field names; null when the field is not valid. Later versions than 00 are read as far as they are the
     * same, as the recommendation wants it. Takes time linear in the 55 characters that count, whatever the text's length.
     */
    public static @Nullable TraceParent parse(String field) {
        if (!isWellFormed(field)) {
            return null;
        }
        String trace = field.substring(TRACE, TRACE + TRACE_DIGITS);
        String span = field.substring(SPAN, SPAN + SPAN_DIGITS);
        boolean sampled = (HexFormat.fromHexDigits(field, FLAGS, LENGTH) & SAMPLED) != 0;
        return new TraceParent(trace, span, sampled);
    }

    /** A new span of a new trace. */
    public static TraceParent root(boolean sampled) {
        return new TraceParent(randomDigits() + randomDigits(), randomDigits(), sampled);
    }

    /** A new span of the same trace. */
    public TraceParent child() {
        return new TraceParent(traceId, randomDigits(), isSampled);
    }

    /** The field's value, of version 00 and with no other flag than that for sampling. */
    public String text() {
        return VERSION + '-' + traceId + '-' + spanId + (isSampled ? "-01" : "-00");
    }

    private static boolean isWellFormed(String field) {
        boolean known = field.startsWith(VERSION);
        return field.length() >= LENGTH
                && (field.length() == LENGTH || (!known && field.charAt(LENGTH) == '-'))
                && isHex(field, 0, 2)
                && !field.startsWith("ff") // the one version that there never is
                && field.charAt(TRACE - 1) == '-'
                && isId(field, TRACE, TRACE_DIGITS)
                && field.charAt(SPAN - 1) == '-'
                && isId(field, SPAN, SPAN_DIGITS)
                && field.charAt(FLAGS - 1) == '-'
                && isHex(field, FLAGS, 2);
    }

    private static boolean isId(String field, int start, int digits) {
        boolean zeros = true;
        for (int i = start; i < start + digits && zeros; i++) {
            zeros = field.charAt(i) == '0';
        }
        return !zeros && isHex(field, start, digits);
    }

    private static boolean isHex(String field, int start, int digits) {
        for (int i = start; i < start + digits; i++) {
            char c = field.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    /** 16 digits that are not all zeros. Ids are no secrets: they need not be hard to guess. */
    private static String randomDigits() {
        long random;
        do {
            random = ThreadLocalRandom.current().nextLong();
        } while (random == 0);
        return HEX.toHexDigits(random);
    }
}
