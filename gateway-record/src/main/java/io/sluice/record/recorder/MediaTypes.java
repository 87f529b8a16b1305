package io.sluice.record.recorder;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Media types of which some are meant, without regard to parameters and case. Immutable. */
final class MediaTypes {
    private static final String ANY = "*/*";

    private final String[] heads;
    private final @Nullable String[] tails; // null where nothing is left open

    MediaTypes(List<String> patterns) {
        heads = new String[patterns.size()];
        tails = new String[heads.length];
        for (int i = 0; i < heads.length; i++) {
            String pattern = patterns.get(i).equals(ANY) ? "*" : patterns.get(i);
            int star = pattern.indexOf('*');
            heads[i] = star < 0 ? pattern : pattern.substring(0, star);
            tails[i] = star < 0 ? null : pattern.substring(star + 1);
        }
    }

    /**
     * Refuses what is no pattern.
     *
     * @throws IllegalArgumentException if it is neither a media type nor one with one asterisk
     */
    static void check(String pattern) {
        if (!pattern.equals(ANY) && !pattern.matches("[^/\\s;*]+/([^/\\s;*]+|[^/\\s;*]*\\*[^/\\s;*]*)")) {
            throw new IllegalArgumentException(
                    "contentTypes: " + pattern + " (expected: such as application/json, text/* or application/*+json)");
        }
    }

    /** Whether a {@code content-type} field names one that is meant. Any thread. */
    boolean contain(String contentType) {
        int length = length(contentType);
        for (int i = 0; i < heads.length; i++) {
            if (matches(contentType, length, heads[i], tails[i])) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(String type, int length, String head, @Nullable String tail) {
        if (!type.regionMatches(true, 0, head, 0, head.length())) {
            return false;
        }
        if (tail == null) {
            return length == head.length();
        }
        return length >= head.length() + tail.length()
                && type.regionMatches(true, length - tail.length(), tail, 0, tail.length());
    }

    /** How long the type itself is: up to its parameters. */
    private static int length(String contentType) {
        int end = contentType.indexOf(';');
        end = end < 0 ? contentType.length() : end;
        while (end > 0 && contentType.charAt(end - 1) <= ' ') {
            end--;
        }
        return end;
    }
}
