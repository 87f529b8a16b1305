package io.sluice.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.AnnotationKeyword;
import io.sluice.config.fold.Folding;
import io.sluice.config.fold.RestTarget;
import io.sluice.config.yaml.ConfigReader;
import io.sluice.engine.file.FileWatch;
import io.sluice.engine.spi.FakeCluster;
import io.sluice.rest.openapi.OpenApi;
import io.sluice.rest.web.MediaTypes;
import io.sluice.rest.web.Operation;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The document of the API: what it names is what is served, and it is valid in the eyes of others. */
class OpenApiTest {
    private static final String YAML = """
            name: test
            bindings:
              tcp_server: {type: tcp, kind: server, options: {host: 127.0.0.1, port: 1}, exit: http_server}
              http_server: {type: http, kind: server, exit: rest}
              rest: {type: rest-kafka, kind: proxy, exit: client}
              client: {type: kafka, kind: client, options: {servers: ["localhost:1"]}}
            """;
    /** Errors that come before the media type of the response is known. */
    private static final Set<String> UNNEGOTIATED = Set.of("406", "415");

    private static final Set<String> ERRORS = Set.of("application/json", "application/vnd.kafka.v2+json");
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]*)}");

    private final JsonNode document = document();

    private static JsonNode document() {
        try (InputStream file = Objects.requireNonNull(OpenApi.class.getResourceAsStream("openapi.json"))) {
            return new ObjectMapper().readTree(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Operation> served() {
        var config = ConfigReader.read("test.yaml", YAML, Map.of()).config();
        var target = (RestTarget)
                Folding.fold(config).listeners().get(0).routes().get(0).target();
        try (var files = FileWatch.every(Duration.ofDays(1));
                var proxy = RestProxy.open(target, new FakeCluster("none", new ArrayList<>()), Path.of(""), files)) {
            return proxy.plan().operations();
        }
    }

    /** Hands out the operations of the document by method and path, with their path items. */
    private void forEach(BiConsumer<String, JsonNode> consumer) {
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(member -> !member.getKey().equals("parameters"))
                        .forEach(operation -> consumer.accept(
                                operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                operation.getValue())));
    }

    private JsonNode resolved(JsonNode node) {
        JsonNode reference = node.path("$ref");
        if (reference.isMissingNode()) {
            return node;
        }
        JsonNode target = document.at(reference.asText().substring(1));
        assertThat(target.isObject()).as(reference.asText()).isTrue();
        return target;
    }

    private static Set<String> types(JsonNode content) {
        Set<String> types = new TreeSet<>();
        content.path("content").fieldNames().forEachRemaining(types::add);
        return types;
    }

    @Test
    void namesWhatIsServedAndNothingElse() {
        Map<String, String> served = new TreeMap<>();
        served().forEach(operation -> served.put(
                operation.method() + " " + operation.path(),
                new TreeSet<>(operation.takes()) + " -> " + new TreeSet<>(operation.offers())));
        Map<String, String> documented = new TreeMap<>();
        forEach((name, operation) -> {
            Set<String> takes = types(resolved(operation.path("requestBody")));
            Set<String> offers = new TreeSet<>();
            operation.path("responses").properties().stream()
                    .filter(response -> response.getKey().startsWith("2"))
                    .forEach(response -> offers.addAll(types(resolved(response.getValue()))));
            documented.put(name, takes + " -> " + offers);
        });
        served.replaceAll((name, types) -> isWithoutContent(name) ? types.replaceAll("-> .*", "-> []") : types);

        assertThat(documented).isEqualTo(served);
    }

    /** Whether an operation answers with 204 if all goes well. */
    private boolean isWithoutContent(String name) {
        String[] words = name.split(" ", 2);
        JsonNode responses = document.path("paths")
                .path(words[1])
                .path(words[0].toLowerCase(Locale.ROOT))
                .path("responses");
        return responses.has("204") && !responses.has("200");
    }

    @Test
    void answersErrorsInTheTypesOfTheOperation() {
        Map<String, Set<String>> offers = new TreeMap<>();
        served().forEach(operation ->
                offers.put(operation.method() + " " + operation.path(), new TreeSet<>(operation.offers())));

        forEach((name, operation) -> operation.path("responses").properties().forEach(response -> {
            String status = response.getKey();
            Set<String> types = types(resolved(response.getValue()));
            if (UNNEGOTIATED.contains(status)) {
                assertThat(types).as(name + " " + status).containsAll(ERRORS);
            } else if (!status.equals("204")) {
                assertThat(types).as(name + " " + status).isEqualTo(offered(offers, name, status));
            }
        }));
    }

    /** What an operation offers; errors of streams of events are no streams, but JSON. */
    private static Set<String> offered(Map<String, Set<String>> offers, String name, String status) {
        Set<String> types = new TreeSet<>(offers.getOrDefault(name, Set.of()));
        if (!status.startsWith("2") && types.remove(MediaTypes.EVENT_STREAM)) {
            types.add(MediaTypes.PLAIN_JSON);
        }
        return types;
    }

    @Test
    void namesTheParametersOfPaths() {
        document.path("paths").properties().forEach(path -> {
            List<String> named = new ArrayList<>();
            var matcher = PARAMETER.matcher(path.getKey());
            while (matcher.find()) {
                named.add(matcher.group(1));
            }
            List<String> described = new ArrayList<>();
            path.getValue().path("parameters").forEach(parameter -> {
                assertThat(resolved(parameter).path("in").asText()).isEqualTo("path");
                described.add(resolved(parameter).path("name").asText());
            });

            assertThat(described).as(path.getKey()).containsExactlyInAnyOrderElementsOf(named);
        });
    }

    @Test
    void givesEachOperationAnIdOfItsOwnAndATag() {
        List<String> ids = new ArrayList<>();
        List<String> tags = new ArrayList<>();
        document.path("tags").forEach(tag -> tags.add(tag.path("name").asText()));

        forEach((name, operation) -> {
            ids.add(operation.path("operationId").asText());
            assertThat(tags).as(name).contains(operation.path("tags").path(0).asText());
        });

        assertThat(ids).doesNotHaveDuplicates().doesNotContain("");
    }

    @Test
    void isValid() {
        var options = new ParseOptions();
        options.setResolve(true);
        var parsed = new OpenAPIV3Parser().readContents(document.toString(), null, options);
        Schema dialect = SchemaRegistry.withDialect(Dialects.getDraft202012())
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(parsed.getMessages()).isEmpty();
        assertThat(parsed.getOpenAPI().getPaths())
                .hasSameSizeAs(document.path("paths").properties());
        document.findValues("schema")
                .forEach(schema -> assertThat(dialect.validate(schema)).isEmpty());
        document.path("components")
                .path("schemas")
                .forEach(schema -> assertThat(dialect.validate(schema)).isEmpty());
    }

    @Test
    void refersToWhatIsThereAndHasNothingToSpare() {
        String text = document.toString();

        document.findValues("$ref")
                .forEach(reference ->
                        resolved(JsonNodeFactory.instance.objectNode().set("$ref", reference)));
        document.path("components")
                .properties()
                .forEach(kind -> kind.getValue()
                        .fieldNames()
                        .forEachRemaining(name ->
                                assertThat(text).contains("\"#/components/" + kind.getKey() + "/" + name + "\"")));
    }

    @Test
    void givesExamplesThatAreTrue() {
        SchemaRegistry registry = SchemaRegistry.withDialect(Dialect.builder(Dialects.getDraft202012())
                .unknownKeywordFactory((keyword, context) -> new AnnotationKeyword(keyword))
                .build());
        List<JsonNode> examples = document.findParents("example");

        examples.forEach(media -> {
            ObjectNode schema = JsonNodeFactory.instance.objectNode();
            schema.putArray("allOf").add(media.path("schema"));
            schema.set("components", document.path("components"));
            assertThat(registry.getSchema(schema).validate(media.path("example")))
                    .as(media.path("example").toString())
                    .isEmpty();
        });

        assertThat(examples).hasSizeGreaterThan(30);
    }
}
