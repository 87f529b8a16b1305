package io.sluice.record.path;

import java.util.ArrayList;
import java.util.List;

/**
 * A path with parameters, such as {@code /users/{id}}, that was written by somebody. Immutable.
 *
 * @param text the template as it was written
 * @param segments its segments without slashes
 */
public record PathTemplate(String text, List<String> segments) {

    /** Copies the list. */
    public PathTemplate {
        segments = List.copyOf(segments);
    }

    /**
     * Parses a template. A last segment {@code **} stands for any rest.
     *
     * @throws IllegalArgumentException if it does not begin with a slash, or a brace is not closed
     */
    public static PathTemplate of(String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("path template " + text + " (expected: a slash at its beginning)");
        }
        List<String> segments = split(text);
        for (String segment : segments) {
            if (segment.indexOf('{') >= 0 != segment.indexOf('}') >= 0) {
                throw new IllegalArgumentException("path template " + text + " has a brace without its other half");
            }
        }
        return new PathTemplate(text, segments);
    }

    /** The segments of a path; empty ones, as a trailing slash makes them, do not count. */
    public static List<String> split(String path) {
        List<String> segments = new ArrayList<>();
        int start = 0;
        while (start < path.length()) {
            int end = path.indexOf('/', start);
            end = end < 0 ? path.length() : end;
            if (end > start) {
                segments.add(path.substring(start, end));
            }
            start = end + 1;
        }
        return segments;
    }

    /** Whether a segment of a template stands for any value. */
    public static boolean isParameter(String segment) {
        return segment.indexOf('{') >= 0 || segment.equals("*");
    }

    /** Whether a path is one of this template. */
    public boolean matches(List<String> path) {
        boolean open = !segments.isEmpty() && segments.get(segments.size() - 1).equals("**");
        int fixed = segments.size() - (open ? 1 : 0);
        if (open ? path.size() < fixed : path.size() != fixed) {
            return false;
        }
        for (int i = 0; i < fixed; i++) {
            if (!matches(segments.get(i), path.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** A parameter may have literal text around it, as in {@code {name}.json}. */
    private static boolean matches(String template, String segment) {
        if (template.equals("*")) {
            return true;
        }
        int open = template.indexOf('{');
        if (open < 0) {
            return template.equals(segment);
        }
        String before = template.substring(0, open);
        String after = template.substring(template.lastIndexOf('}') + 1);
        return segment.length() > before.length() + after.length()
                && segment.startsWith(before)
                && segment.endsWith(after);
    }

    /** How many of its segments are parameters; of two templates that match, the one with fewer is meant. */
    public int parameters() {
        return (int) segments.stream().filter(PathTemplate::isParameter).count();
    }

    @Override
    public String toString() {
        return text;
    }
}
