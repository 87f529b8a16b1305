package io.sluice.engine.route;

import io.sluice.config.Quoted;
import io.sluice.engine.route.PathToken.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Takes the text of a path pattern apart. Used once. */
final class PathPatternParser {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final String text;
    private final List<PathToken> tokens = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private final Set<String> names = new HashSet<>();

    PathPatternParser(String text) {
        this.text = text;
    }

    /** The tokens in order, no two literals next to each other. */
    List<PathToken> parse() {
        int position = 0;
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c == '{') {
                int end = text.indexOf('}', position);
                if (end < 0) {
                    throw new IllegalArgumentException(Quoted.of(text) + " lacks a closing brace");
                }
                add(param(text.substring(position + 1, end)));
                position = end + 1;
            } else if (c == '*') {
                add(new PathToken(Kind.ANYTHING, ""));
                position++;
            } else {
                literal.append(c);
                position++;
            }
        }
        endLiteral();
        checkStart();
        return List.copyOf(tokens);
    }

    private PathToken param(String content) {
        boolean rest = content.endsWith("*");
        String name = rest ? content.substring(0, content.length() - 1) : content;
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "parameter {" + content + "}: a name has letters, digits and _, and does not start with a digit");
        }
        if (!names.add(name)) {
            throw new IllegalArgumentException("parameter {" + name + "} stands twice in " + Quoted.of(text));
        }
        return new PathToken(rest ? Kind.REST : Kind.SEGMENT, name);
    }

    private void add(PathToken token) {
        endLiteral();
        tokens.add(token);
    }

    private void endLiteral() {
        if (literal.length() > 0) {
            tokens.add(new PathToken(Kind.LITERAL, DecodedPath.ofPattern(literal.toString())));
            literal.setLength(0);
        }
    }

    private void checkStart() {
        if (!text.startsWith("/") && (tokens.isEmpty() || !tokens.get(0).spansSegments())) {
            throw new IllegalArgumentException(Quoted.of(text) + " does not start with /");
        }
    }
}
