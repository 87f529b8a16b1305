package io.sluice.record.routes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The path of a route as OpenAPI writes it, where a parameter always stands for a part of one segment: what spans segments
 * becomes a parameter too, and says so.
 *
 * @param template such as <code>/items/{id}</code>
 * @param parameters name in the template to what it stands for; empty where there is nothing to say
 */
record DocumentedPath(String template, Map<String, String> parameters) {
    private static final Pattern VARIABLE = Pattern.compile("\\{([^}*]*)(\\*?)}|\\*");
    private static final String ANY_PATH = "/*";
    private static final String ONE_OR_MORE = "One or more characters, which may hold slashes.";
    private static final String ANYTHING = "Any characters, which may hold slashes; possibly none.";

    /**
     * The path of a condition.
     *
     * @param pattern a valid one; null for any path
     */
    static DocumentedPath of(@Nullable String pattern) {
        Map<String, String> parameters = new LinkedHashMap<>();
        var template = new StringBuilder();
        Matcher variable = VARIABLE.matcher(pattern == null ? ANY_PATH : pattern);
        while (variable.find()) {
            String name = variable.group(1);
            boolean spans = name == null || variable.group(2).equals("*");
            String meaning = spans ? (name == null ? ANYTHING : ONE_OR_MORE) : "";
            String unique = name == null ? unnamed(parameters) : name;
            parameters.put(unique, meaning);
            variable.appendReplacement(template, Matcher.quoteReplacement("{" + unique + "}"));
        }
        variable.appendTail(template);
        boolean rooted = template.length() > 0 && template.charAt(0) == '/';
        return new DocumentedPath(rooted ? template.toString() : "/" + template, parameters);
    }

    private static String unnamed(Map<String, String> taken) {
        String name = "any";
        for (int i = 2; taken.containsKey(name); i++) {
            name = "any" + i;
        }
        return name;
    }

    /** The same for all templates that OpenAPI takes for one: without the names. */
    String shape() {
        return VARIABLE.matcher(template).replaceAll("{}");
    }

    /** A path that a request could have. */
    String sample() {
        return VARIABLE.matcher(template).replaceAll("x");
    }

    /** The names of the parameters, in order. */
    List<String> names() {
        return new ArrayList<>(parameters.keySet());
    }
}
