package io.sluice.record.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import io.sluice.record.exchange.RecordedExchange;
import io.sluice.record.schema.OpenApiVersion;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.util.ArrayList;
import java.util.List;

/** Documents for tests: built, and valid in the eyes of others. */
public final class Documents {
    private Documents() {}

    /** The document of exchanges, in 3.0. It must be valid, in 3.1 as well. */
    public static JsonNode of(RecordedExchange... exchanges) {
        return of(Rules.USUAL, exchanges);
    }

    /** The document of exchanges, in 3.0. It must be valid, in 3.1 as well. */
    public static JsonNode of(Rules rules, RecordedExchange... exchanges) {
        var builder = new OpenApiBuilder(rules, null);
        List.of(exchanges).forEach(builder::observe);
        requireValid(document(builder, OpenApiVersion.V3_1));
        JsonNode document = document(builder, OpenApiVersion.V3_0);
        requireValid(document);
        return document;
    }

    /** The one document of a builder. */
    public static JsonNode document(OpenApiBuilder builder, OpenApiVersion version) {
        return builder.documents(version).values().iterator().next();
    }

    /** The paths of a document. */
    public static List<String> paths(JsonNode document) {
        List<String> paths = new ArrayList<>();
        document.path("paths").fieldNames().forEachRemaining(paths::add);
        return paths;
    }

    /** Has another library read a document, and its schemas checked against their dialect. */
    public static void requireValid(JsonNode document) {
        var options = new ParseOptions();
        options.setResolve(true);
        var result = new OpenAPIV3Parser().readContents(document.toString(), null, options);
        assertThat(result.getMessages()).as(document.toPrettyString()).isEmpty();
        assertThat(result.getOpenAPI()).isNotNull();
        if (document.path("openapi").asText().startsWith("3.1")) {
            var dialect = SchemaRegistry.withDialect(Dialects.getDraft202012())
                    .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
            document.findValues("schema")
                    .forEach(schema -> assertThat(dialect.validate(schema)).isEmpty());
        }
    }
}
