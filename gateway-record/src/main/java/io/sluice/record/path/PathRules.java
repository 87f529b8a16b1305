package io.sluice.record.path;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * What a user says about paths, and how many of them are kept.
 *
 * @param templates paths that are meant to be; the one with the fewest parameters wins
 * @param ignored paths that are left out
 * @param parameter segments that are parameters whatever they look like; null for none
 * @param maxPaths the most places in the tree of paths
 * @param literal whether segments are names unless a template or {@code parameter} says otherwise, whatever they look like
 */
public record PathRules(
        List<PathTemplate> templates,
        List<PathTemplate> ignored,
        @Nullable Pattern parameter,
        int maxPaths,
        boolean literal) {
    /** What a template begins with whose paths are left out. */
    public static final String IGNORE = "ignore:";
    /** How many places are kept if nobody says otherwise. */
    public static final int MAX_PATHS = 10_000;
    /** No wishes. */
    public static final PathRules NONE = new PathRules(List.of(), List.of(), null, MAX_PATHS, false);
    /** Paths as they were requested. */
    public static final PathRules LITERAL = new PathRules(List.of(), List.of(), null, MAX_PATHS, true);

    /** Sorts the templates by their number of parameters. */
    public PathRules {
        templates = templates.stream()
                .sorted(Comparator.comparingInt(PathTemplate::parameters).thenComparing(PathTemplate::text))
                .toList();
        ignored = List.copyOf(ignored);
    }

    /**
     * Reads what was written on a command line.
     *
     * @param templates templates, with {@link #IGNORE} before those that are to be left out
     * @param regex an expression for segments that are parameters; null for none
     * @throws IllegalArgumentException if one of them makes no sense
     */
    public static PathRules of(List<String> templates, @Nullable String regex) {
        List<PathTemplate> wanted = new ArrayList<>();
        List<PathTemplate> ignored = new ArrayList<>();
        for (String template : templates) {
            if (template.startsWith(IGNORE)) {
                ignored.add(PathTemplate.of(template.substring(IGNORE.length())));
            } else {
                wanted.add(withNames(PathTemplate.of(template)));
            }
        }
        try {
            return new PathRules(wanted, ignored, regex == null ? null : Pattern.compile(regex), MAX_PATHS, false);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("not a regular expression: " + e.getMessage(), e);
        }
    }

    /** A path of a document names its parameters. */
    private static PathTemplate withNames(PathTemplate template) {
        if (template.segments().stream().anyMatch(segment -> segment.indexOf('*') >= 0)) {
            throw new IllegalArgumentException(
                    "path template " + template + " has a * (expected: {name}; * is for " + IGNORE + " only)");
        }
        return template;
    }

    /** These rules with more templates. */
    public PathRules with(List<PathTemplate> more) {
        List<PathTemplate> all = new ArrayList<>(templates);
        all.addAll(more);
        return new PathRules(all, ignored, parameter, maxPaths, literal);
    }

    /** Whether a path is left out. */
    boolean isIgnored(List<String> path) {
        return ignored.stream().anyMatch(template -> template.matches(path));
    }

    /** The template that a path belongs to; null when there is none. */
    public @Nullable PathTemplate template(List<String> path) {
        for (PathTemplate template : templates) {
            if (template.matches(path)) {
                return template;
            }
        }
        return null;
    }

    /** Whether a user says that a segment is a parameter. */
    boolean isParameter(String segment) {
        return parameter != null && parameter.matcher(segment).matches();
    }
}
