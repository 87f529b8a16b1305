package io.sluice.engine.template;

import io.sluice.config.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a template's text apart. Used once. */
final class TemplateParser {
    private static final Pattern PARAM = Pattern.compile("params\\.([A-Za-z_][A-Za-z0-9_]*)");
    private static final Pattern IDENTITY = Pattern.compile("guarded\\['([^'\\s]+)'\\]\\.identity");
    private static final Pattern ATTRIBUTE = Pattern.compile("guarded\\['([^'\\s]+)'\\]\\.attributes\\.([^'\\s]+)");

    private final String text;
    private final List<Part> parts = new ArrayList<>();

    TemplateParser(String text) {
        this.text = text;
    }

    /** The parts in order; one empty literal for an empty text. */
    List<Part> parse() {
        int position = 0;
        for (int start = text.indexOf("${"); start >= 0; start = text.indexOf("${", position)) {
            if (start > position) {
                parts.add(new Part.Literal(text.substring(position, start)));
            }
            int end = text.indexOf('}', start);
            if (end < 0) {
                throw new IllegalArgumentException(Quoted.of(text.substring(start)) + " lacks its closing brace");
            }
            parts.add(expression(text.substring(start + 2, end)));
            position = end + 1;
        }
        if (position < text.length() || parts.isEmpty()) {
            parts.add(new Part.Literal(text.substring(position)));
        }
        return parts;
    }

    private static Part expression(String expression) {
        if (expression.equals("idempotencyKey")) {
            return Part.IdempotencyKey.INSTANCE;
        }
        if (expression.equals("correlationId")) {
            return Part.CorrelationId.INSTANCE;
        }
        Matcher matcher = PARAM.matcher(expression);
        if (matcher.matches()) {
            return new Part.Param(matcher.group(1));
        }
        matcher = IDENTITY.matcher(expression);
        if (matcher.matches()) {
            return new Part.GuardIdentity(matcher.group(1));
        }
        matcher = ATTRIBUTE.matcher(expression);
        if (matcher.matches()) {
            return new Part.GuardAttribute(matcher.group(1), matcher.group(2));
        }
        throw new IllegalArgumentException(
                "unknown expression ${" + Quoted.bare(expression) + "} (expected: " + expected(expression) + ")");
    }

    /** Only the forms that the author may have meant. */
    private static String expected(String expression) {
        String start = expression.strip();
        if (start.startsWith("params")) {
            return "${params.name}, the name of letters, digits and _";
        }
        if (start.startsWith("guarded")) {
            return "${guarded['guard'].identity} or ${guarded['guard'].attributes.name}";
        }
        return "${params.name}, ${idempotencyKey}, ${correlationId}, ${guarded['guard'].identity}"
                + " or ${guarded['guard'].attributes.name}";
    }
}
