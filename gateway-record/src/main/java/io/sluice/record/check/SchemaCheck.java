package io.sluice.record.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.AnnotationKeyword;
import io.sluice.record.exchange.RecordedExchange;
import io.sluice.record.openapi.ExistingDocument;
import io.sluice.record.schema.OpenApiVersion;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;

/** Checks values by the schemas of a document. Nothing is fetched from elsewhere. One thread. */
final class SchemaCheck {
    private static final int MAX_ERRORS = 5;

    private final ExistingDocument document;
    private final SchemaRegistry registry;
    private final IdentityHashMap<JsonNode, Schema> compiled = new IdentityHashMap<>();

    SchemaCheck(ExistingDocument document) {
        this.document = document;
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .formatAssertionsEnabled(true)
                .locale(Locale.ROOT)
                .build();
        Dialect usual = document.version() == OpenApiVersion.V3_0 ? Dialects.getOpenApi30() : Dialects.getDraft202012();
        // Words such as example and discriminator do not matter here, and are no reason for a warning.
        Dialect dialect = Dialect.builder(usual)
                .unknownKeywordFactory((keyword, context) -> new AnnotationKeyword(keyword))
                .build();
        this.registry = SchemaRegistry.withDialect(dialect, builder -> builder.schemaRegistryConfig(config));
    }

    /** What is wrong with a value, with where; it tells nothing of the value itself. Redacted texts are never wrong. */
    List<String> problems(JsonNode schema, JsonNode value) {
        List<String> problems = new ArrayList<>();
        for (Error error : compiled.computeIfAbsent(schema, this::compile).validate(value)) {
            JsonNode at = value.at(pointer(error));
            if (!at.asText().equals(RecordedExchange.REDACTED) && problems.size() < MAX_ERRORS) {
                String place = pointer(error).replaceAll("/\\d+(?=/|$)", "/*");
                problems.add((place.isEmpty() ? "" : place + ": ") + error.getMessage());
            }
        }
        return problems;
    }

    private static String pointer(Error error) {
        String path = error.getInstanceLocation().toString();
        return path.equals("/") ? "" : path;
    }

    /** References are to the document, so that its components stand beside the schema. */
    private Schema compile(JsonNode schema) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.putArray("allOf").add(schema);
        if (document.root().has("components")) {
            root.set("components", document.root().get("components"));
        }
        return registry.getSchema(root);
    }
}
