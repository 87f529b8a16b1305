package io.sluice.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A user name, password or token for Kafka with places that a guard fills: <code>{identity}</code>,
 * <code>{credentials}</code> and <code>{attributes.name}</code>. Immutable; does not show its text, which may be a secret.
 */
public final class SaslTemplate {
    /** The placeholder of the sender's name. */
    public static final String IDENTITY = "identity";
    /** The placeholder of what the sender proved it with. */
    public static final String CREDENTIALS = "credentials";
    /** What placeholders of attributes begin with. */
    public static final String ATTRIBUTES = "attributes.";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(identity|credentials|attributes\\.[^{}\\s]++)}");

    private final List<String> texts; // one more than names; a name stands behind each but the last
    private final List<String> names;

    private SaslTemplate(List<String> texts, List<String> names) {
        this.texts = List.copyOf(texts);
        this.names = List.copyOf(names);
    }

    /** Compiles a text; anything is one. */
    public static SaslTemplate compile(String text) {
        List<String> texts = new ArrayList<>();
        List<String> names = new ArrayList<>();
        Matcher matcher = PLACEHOLDER.matcher(text);
        int next = 0;
        while (matcher.find()) {
            texts.add(text.substring(next, matcher.start()));
            names.add(matcher.group(1));
            next = matcher.end();
        }
        texts.add(text.substring(next));
        return new SaslTemplate(texts, names);
    }

    /** What its placeholders name, such as {@code identity} or {@code attributes.team}; empty for a fixed text. */
    public Set<String> placeholders() {
        return new LinkedHashSet<>(names);
    }

    /** The text with these values; a value that looks like a placeholder is taken as it is. */
    public String fill(UnaryOperator<String> values) {
        StringBuilder filled = new StringBuilder(texts.get(0));
        for (int i = 0; i < names.size(); i++) {
            filled.append(values.apply(names.get(i))).append(texts.get(i + 1));
        }
        return filled.toString();
    }

    /** Its placeholders only. */
    @Override
    public String toString() {
        return names.toString();
    }
}
