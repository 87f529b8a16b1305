package io.sluice.record.path;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Names path parameters after what they identify: the singular of the segment before them. */
public final class ParameterNames {
    private static final Map<String, String> IRREGULAR = Map.of(
            "people",
            "person",
            "children",
            "child",
            "men",
            "man",
            "women",
            "woman",
            "indices",
            "index",
            "vertices",
            "vertex",
            "series",
            "series",
            "news",
            "news",
            "movies",
            "movie");

    private ParameterNames() {}

    /**
     * The name of a parameter.
     *
     * @param parent the nearest segment before it that is no parameter, raw
     * @param taken the names that the path has already
     */
    public static String of(String parent, Set<String> taken) {
        String words = camelCase(parent);
        String base = words.isEmpty() || Words.isPrefix(parent) ? "id" : singular(words) + "Id";
        String name = base;
        for (int i = 2; taken.contains(name); i++) {
            name = base + i;
        }
        return name;
    }

    /** The singular of an English word; a word that is not known to be a plural stays. */
    static String singular(String word) {
        int last = lastWord(word);
        String head = word.substring(0, last);
        String tail = word.substring(last);
        String lower = tail.toLowerCase(Locale.ROOT);
        String irregular = IRREGULAR.get(lower);
        if (irregular != null) {
            return head + tail.charAt(0) + irregular.substring(1);
        }
        if (lower.length() > 4 && lower.endsWith("ies")) {
            return head + tail.substring(0, tail.length() - 3) + "y";
        }
        if (endsWithAny(lower, "sses", "xes", "ches", "shes", "zzes")) {
            return head + tail.substring(0, tail.length() - 2);
        }
        if (lower.length() > 2 && lower.endsWith("s") && !endsWithAny(lower, "ss", "us", "is")) {
            return head + tail.substring(0, tail.length() - 1);
        }
        return word;
    }

    private static boolean endsWithAny(String word, String... ends) {
        for (String end : ends) {
            if (word.endsWith(end)) {
                return true;
            }
        }
        return false;
    }

    /** Where the last word of a camel-case name starts. */
    private static int lastWord(String name) {
        for (int i = name.length() - 1; i > 0; i--) {
            if (Character.isUpperCase(name.charAt(i))) {
                return i;
            }
        }
        return 0;
    }

    /** A segment as one word of letters and digits: {@code order-items} is {@code orderItems}. */
    public static String camelCase(String segment) {
        var name = new StringBuilder();
        boolean up = false;
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) {
                name.append(up && !name.isEmpty() ? Character.toUpperCase(c) : c);
                up = false;
            } else {
                up = true;
            }
        }
        if (!name.isEmpty()) {
            name.setCharAt(0, Character.toLowerCase(name.charAt(0)));
        }
        return name.toString();
    }
}
