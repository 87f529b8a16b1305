package io.sluice.record.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.record.check.Finding.Kind;
import io.sluice.record.exchange.NamedValues;
import io.sluice.record.exchange.RecordedExchange;
import io.sluice.record.exchange.RecordedRequest;
import io.sluice.record.exchange.RecordedResponse;
import io.sluice.record.openapi.ContentParser;
import io.sluice.record.openapi.ExistingDocument;
import io.sluice.record.path.PathRules;
import io.sluice.record.path.PathTemplate;
import io.sluice.record.schema.Scalars;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds what a document does not allow in exchanges. One thread. */
public final class DocumentCheck {
    private final ExistingDocument document;
    private final PathRules paths;
    private final SchemaCheck schemas;
    private final Findings findings = new Findings();

    /** Checks by a document. */
    public DocumentCheck(ExistingDocument document) {
        this.document = document;
        this.paths = PathRules.NONE.with(document.templates());
        this.schemas = new SchemaCheck(document);
    }

    /**
     * Looks at an exchange.
     *
     * @param place where it is, for people to find it
     */
    public void check(RecordedExchange exchange, String place) {
        RecordedRequest request = exchange.request();
        String path = document.withoutBase(request.host(), request.target().pathname());
        List<String> segments = PathTemplate.split(path);
        PathTemplate template = paths.template(segments);
        String method = request.method().toUpperCase(Locale.ROOT);
        if (template == null) {
            findings.add(Kind.UNKNOWN_PATH, method + " " + path, "no path matches", place);
            return;
        }
        JsonNode item = document.root().path("paths").path(template.text());
        JsonNode operation = item.path(request.method());
        String name = method + " " + template;
        if (!operation.isObject()) {
            findings.add(Kind.UNKNOWN_METHOD, name, "the path has no such method", place);
            return;
        }
        RecordedResponse response = exchange.response();
        // A request that was refused need not be as the document says.
        if (response == null || response.status() < 400) {
            parameters(item, operation, request, name, place);
            requestBody(operation, request, name, place);
        }
        if (response != null) {
            response(operation, response, name, place);
        }
    }

    /** The findings so far, by operation. */
    public List<Finding> findings() {
        return findings.list();
    }

    /** How many findings there were beyond the number of different ones that is kept. */
    public long beyond() {
        return findings.beyond();
    }

    private void parameters(JsonNode item, JsonNode operation, RecordedRequest request, String name, String place) {
        for (JsonNode list : List.of(item.path("parameters"), operation.path("parameters"))) {
            for (JsonNode each : list) {
                parameter(document.resolved(each), request, name, place);
            }
        }
    }

    /** Parameters of paths were matched with the path; cookies are credentials mostly, and redacted. */
    private void parameter(JsonNode parameter, RecordedRequest request, String operation, String place) {
        String in = parameter.path("in").asText();
        String name = parameter.path("name").asText();
        boolean query = in.equals("query");
        if (!query && !in.equals("header")) {
            return;
        }
        NamedValues all = query ? request.target().query() : request.headers();
        List<String> values = all.all(query ? name : name.toLowerCase(Locale.ROOT));
        if (values.isEmpty()) {
            if (parameter.path("required").asBoolean()) {
                findings.add(Kind.MISSING_PARAMETER, operation, in + " " + name, place);
            }
        } else if (parameter.path("schema").isObject() && !values.contains(RecordedExchange.REDACTED)) {
            value(parameter.get("schema"), values, operation, in + " " + name, place);
        }
    }

    /** A value may be meant as a text or as what it looks like. */
    private void value(JsonNode schema, List<String> values, String operation, String detail, String place) {
        JsonNode type = document.resolved(schema).path("type");
        boolean array = type.asText().equals("array") || type.toString().contains("\"array\"");
        if (!array && values.size() > 1) {
            findings.add(Kind.PARAMETER, operation, detail + ": given more than once", place);
            return;
        }
        ArrayNode texts = JsonNodeFactory.instance.arrayNode();
        ArrayNode scalars = JsonNodeFactory.instance.arrayNode();
        for (String value : values) {
            texts.add(value);
            scalars.add(Scalars.of(value));
        }
        List<String> asText = schemas.problems(schema, array ? texts : texts.get(0));
        if (!asText.isEmpty()
                && !schemas.problems(schema, array ? scalars : scalars.get(0)).isEmpty()) {
            findings.add(Kind.PARAMETER, operation, detail + ": " + asText.get(0), place);
        }
    }

    private void requestBody(JsonNode operation, RecordedRequest request, String name, String place) {
        JsonNode described = document.resolved(operation.path("requestBody"));
        String body = request.body();
        if (body == null || !described.isObject()) {
            return;
        }
        if (body.isEmpty()) {
            if (described.path("required").asBoolean()) {
                findings.add(Kind.MISSING_BODY, name, "the request needs a body", place);
            }
            return;
        }
        content(described.path("content"), request.headers(), body, Kind.REQUEST_BODY, name, place);
    }

    private void response(JsonNode operation, RecordedResponse response, String name, String place) {
        JsonNode responses = operation.path("responses");
        String status = Integer.toString(response.status());
        JsonNode described = responses.path(status);
        for (String wider : List.of(status.charAt(0) + "XX", "default")) {
            described = described.isMissingNode() ? responses.path(wider) : described;
        }
        if (described.isMissingNode()) {
            findings.add(Kind.UNKNOWN_STATUS, name, "status " + status, place);
            return;
        }
        String body = response.body();
        JsonNode content = document.resolved(described).path("content");
        if (body != null && !body.isEmpty()) {
            content(content, response.headers(), body, Kind.RESPONSE_BODY, name + " " + status, place);
        }
    }

    private void content(
            JsonNode content, NamedValues headers, String body, Kind kind, String operation, String place) {
        String type = ContentParser.mediaType(headers, body);
        JsonNode media = media(content, type);
        if (media == null) {
            findings.add(Kind.UNKNOWN_MEDIA_TYPE, operation, type, place);
        } else if (media.path("schema").isObject() && ContentParser.isJson(type)) {
            JsonNode value = ContentParser.json(body);
            if (value == null) {
                findings.add(kind, operation, "not valid JSON, or cut", place);
            } else {
                schemas.problems(media.get("schema"), value)
                        .forEach(problem -> findings.add(kind, operation, problem, place));
            }
        }
    }

    /** The most specific entry for a media type; null if there is none. */
    private static @Nullable JsonNode media(JsonNode content, String type) {
        String range = type.substring(0, Math.max(0, type.indexOf('/'))) + "/*";
        for (String key : List.of(type, range, "*/*")) {
            for (String each : (Iterable<String>) content::fieldNames) {
                String name = each.contains(";")
                        ? each.substring(0, each.indexOf(';')).strip()
                        : each;
                if (name.toLowerCase(Locale.ROOT).equals(key)) {
                    return Objects.requireNonNull(content.get(each));
                }
            }
        }
        return null;
    }
}
