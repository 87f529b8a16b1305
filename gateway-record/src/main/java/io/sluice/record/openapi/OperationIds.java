package io.sluice.record.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.record.path.ParameterNames;
import io.sluice.record.path.PathTemplate;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names operations after method and path, each name once. One thread. */
public final class OperationIds {
    private final Set<String> taken = new HashSet<>();

    /** Stays clear of the names in an existing document. */
    public OperationIds(@Nullable ObjectNode existing) {
        if (existing != null) {
            for (JsonNode path : existing.path("paths")) {
                for (JsonNode operation : path) {
                    taken.add(operation.path("operationId").asText());
                }
            }
        }
    }

    /** A new name, such as {@code getUsersByUserId}. */
    public String name(String method, String template) {
        var name = new StringBuilder(method);
        for (String segment : PathTemplate.split(template)) {
            String words = ParameterNames.camelCase(segment);
            if (!words.isEmpty()) {
                name.append(PathTemplate.isParameter(segment) ? "By" : "")
                        .append(Character.toUpperCase(words.charAt(0)))
                        .append(words, 1, words.length());
            }
        }
        String base = name.toString();
        String unique = base;
        for (int i = 2; !taken.add(unique); i++) {
            unique = base + i;
        }
        return unique;
    }
}
