package io.sluice.record.path;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Segments of paths, which are percent-encoded. */
final class Segments {
    private Segments() {}

    /** What a segment means; itself if that cannot be told. */
    static String decoded(String segment) {
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return segment;
        }
    }

    /** A segment that no template takes for a parameter. */
    static String literal(String segment) {
        return segment.indexOf('{') < 0 && segment.indexOf('}') < 0
                ? segment
                : segment.replace("{", "%7B").replace("}", "%7D");
    }
}
