package io.sluice.record.path;

import java.util.Set;
import java.util.regex.Pattern;

/** Segments that are names whatever stands beside them. */
final class Words {
    private static final Set<String> PREFIXES = Set.of("api", "apis", "rest", "rpc", "graphql", "public", "internal");
    private static final Set<String> LITERALS = Set.of(
            "me", "self", "mine", "current", "search", "new", "latest", "count", "status", "health", "all", "batch",
            "bulk", "export", "import", "login", "logout", "stats", "summary", "default");
    private static final Pattern VERSION = Pattern.compile(
            "[vV]\\d{1,4}([._]\\d{1,4}){0,3}(-?(alpha|beta|rc|preview)\\d{0,3})?|\\d{1,4}(\\.\\d{1,4}){1,3}");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private Words() {}

    /** Whether a segment is the prefix of an API or its version. */
    static boolean isPrefix(String segment) {
        return segment.length() <= 24
                && (PREFIXES.contains(segment) || VERSION.matcher(segment).matches());
    }

    /** Whether a segment looks like a version that is named after a day. */
    static boolean isDate(String segment) {
        return segment.length() == 10 && DATE.matcher(segment).matches();
    }

    /** Whether a segment is never one of many values. */
    static boolean isLiteral(String segment) {
        return LITERALS.contains(segment) || isPrefix(segment);
    }
}
