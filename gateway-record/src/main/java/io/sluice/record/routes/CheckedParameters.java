package io.sluice.record.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.config.HttpRequestConfig;
import io.sluice.config.ModelConfig;
import io.sluice.config.Text;
import io.sluice.engine.model.NumberRange;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code options.requests} of an {@code http} server says of the parameters of an operation.
 *
 * @param request the first entry about the operation; null for none
 */
record CheckedParameters(@Nullable HttpRequestConfig request) {

    /** The entry about the operation of a method and path. */
    static CheckedParameters of(List<HttpRequestConfig> requests, String method, DocumentedPath path) {
        for (HttpRequestConfig request : requests) {
            boolean sameMethod = request.method() == null || request.method().equals(method);
            if (sameMethod && DocumentedPath.of(request.path().value()).shape().equals(path.shape())) {
                return new CheckedParameters(request);
            }
        }
        return new CheckedParameters(null);
    }

    /** The schema of a parameter of the path: its place counts, as the entry may name it otherwise. */
    ObjectNode ofPath(DocumentedPath path, String name) {
        if (request != null) {
            String named = DocumentedPath.of(request.path().value())
                    .names()
                    .get(path.names().indexOf(name));
            ModelConfig model = request.pathParams().get(named);
            if (model != null) {
                return schema(model);
            }
        }
        return Nodes.text();
    }

    /** Adds the fields and parameters of the query to an operation's parameters, unless they are there. */
    void addTo(ObjectNode operation) {
        if (request != null) {
            add(operation, "query", request.queryParams());
            add(operation, "header", request.headers());
        }
    }

    private static void add(ObjectNode operation, String in, Map<String, ModelConfig> models) {
        models.forEach((name, model) -> {
            if (!name.startsWith(":")) {
                ArrayNode parameters = operation.withArrayProperty("parameters");
                ObjectNode schema = schema(model);
                for (JsonNode parameter : parameters) {
                    if (parameter.path("name").asText().equalsIgnoreCase(name)
                            && parameter.path("in").asText().equals(in)) {
                        ((ObjectNode) parameter).set("schema", schema);
                        return;
                    }
                }
                parameters.addObject().put("name", name).put("in", in).set("schema", schema);
            }
        });
    }

    private static ObjectNode schema(ModelConfig model) {
        if (model instanceof ModelConfig.Characters characters) {
            return schema(characters);
        }
        if (model instanceof ModelConfig.Numeric number) {
            return schema(number);
        }
        return Nodes.object().put("type", model.type().equals("boolean") ? "boolean" : "string");
    }

    private static ObjectNode schema(ModelConfig.Characters model) {
        ObjectNode schema = Nodes.text();
        if (model.minLength() != null) {
            schema.put("minLength", model.minLength());
        }
        if (model.maxLength() != null) {
            schema.put("maxLength", model.maxLength());
        }
        Text pattern = model.pattern();
        if (pattern != null) {
            schema.put("pattern", "^(?:" + pattern.value() + ")$");
        }
        return schema;
    }

    private static ObjectNode schema(ModelConfig.Numeric model) {
        boolean integer = model.type().startsWith("int");
        ObjectNode schema =
                Nodes.object().put("type", integer ? "integer" : "number").put("format", model.type());
        Text range = model.range();
        if (range != null) {
            NumberRange interval = NumberRange.of(range.value());
            put(schema, interval.includesLow() ? "minimum" : "exclusiveMinimum", interval.low());
            put(schema, interval.includesHigh() ? "maximum" : "exclusiveMaximum", interval.high());
        }
        Text multiple = model.multiple();
        if (multiple != null) {
            schema.put("multipleOf", new BigDecimal(multiple.value()));
        }
        return schema;
    }

    private static void put(ObjectNode schema, String name, @Nullable BigDecimal bound) {
        if (bound != null) {
            schema.put(name, bound);
        }
    }
}
