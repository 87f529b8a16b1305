package io.sluice.record.exchange;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads exchanges in the http-types format, as all known recorders write them. Stateless; any thread.
 *
 * <p>It takes more than the format allows: any case of methods and header names, {@code path}, {@code pathname} with
 * {@code query}, or {@code url}, {@code bodyAsJson} or JSON in the place of a body, and keys that it does not know. A
 * request needs a method and a path, a response a status; all else may be missing.
 */
public final class ExchangeReader {
    private static final JsonFactory JSON = new ObjectMapper().getFactory();
    private static final TypeReference<LinkedHashMap<String, @Nullable Object>> META = new TypeReference<>() {};

    private ExchangeReader() {}

    /**
     * Reads an exchange from one JSON text in UTF-8.
     *
     * @throws InvalidExchangeException if it is no JSON, or lacks what every exchange has
     */
    public static RecordedExchange read(byte[] bytes, int offset, int length) throws InvalidExchangeException {
        try (JsonParser json = JSON.createParser(bytes, offset, length)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new InvalidExchangeException("not a JSON object");
            }
            RecordedExchange exchange = exchange(json);
            if (json.nextToken() != null) {
                throw new InvalidExchangeException("more than one JSON value");
            }
            return exchange;
        } catch (JsonProcessingException e) {
            throw new InvalidExchangeException("not valid JSON: " + Reasons.of(e));
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory failed", e);
        }
    }

    private static RecordedExchange exchange(JsonParser json) throws IOException, InvalidExchangeException {
        RecordedRequest request = null;
        ResponseParts response = null;
        Map<String, @Nullable Object> meta = Map.of();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("request") && value == JsonToken.START_OBJECT) {
                request = request(json);
            } else if (name.equals("response") && value == JsonToken.START_OBJECT) {
                response = response(json);
            } else if (name.equals("meta") && value == JsonToken.START_OBJECT) {
                meta = json.readValueAs(META);
            } else {
                json.skipChildren();
            }
        }
        if (request == null) {
            throw new InvalidExchangeException("no request");
        }
        Object omitted = meta.get(ExchangeWriter.OMITTED);
        if (ExchangeWriter.RESPONSE_BODY.equals(omitted)) {
            meta.remove(ExchangeWriter.OMITTED);
        }
        if (response == null || isOmitted(omitted, ExchangeWriter.RESPONSE)) {
            return new RecordedExchange(request, null, meta);
        }
        boolean bodyless = isOmitted(omitted, ExchangeWriter.RESPONSE_BODY.get(0));
        return new RecordedExchange(request, response.build(bodyless), meta);
    }

    private static boolean isOmitted(@Nullable Object omitted, String part) {
        return omitted instanceof List<?> parts && parts.contains(part);
    }

    private static RecordedRequest request(JsonParser json) throws IOException, InvalidExchangeException {
        var parts = new RequestParts();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "timestamp" -> parts.timestamp = text(json);
                case "method" -> parts.method = text(json);
                case "protocol" -> parts.protocol = text(json);
                case "host" -> parts.host = text(json);
                case "url" -> parts.url = text(json);
                case "path" -> parts.path = text(json);
                case "pathname" -> parts.pathname = text(json);
                case "query" -> parts.query = values(json, NamedValues.parameters());
                case "headers" -> parts.headers = values(json, NamedValues.fields());
                case "body" -> parts.body = body(json);
                case "bodyAsJson" -> parts.bodyAsJson = structure(json);
                default -> json.skipChildren();
            }
        }
        return parts.build();
    }

    private static ResponseParts response(JsonParser json) throws IOException {
        var parts = new ResponseParts();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "timestamp" -> parts.timestamp = text(json);
                case "statusCode" -> parts.status = text(json);
                case "headers" -> parts.headers = values(json, NamedValues.fields());
                case "body" -> parts.body = body(json);
                case "bodyAsJson" -> parts.bodyAsJson = structure(json);
                default -> json.skipChildren();
            }
        }
        return parts;
    }

    /** A scalar as text; null for null and for what is no scalar. */
    private static @Nullable String text(JsonParser json) throws IOException {
        if (json.currentToken().isScalarValue()) {
            return json.currentToken() == JsonToken.VALUE_NULL ? null : json.getText();
        }
        json.skipChildren();
        return null;
    }

    private static @Nullable String body(JsonParser json) throws IOException {
        return json.currentToken() == JsonToken.VALUE_STRING ? json.getText() : structure(json);
    }

    /** The JSON at this place as text; null for null. */
    private static @Nullable String structure(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        var text = new StringWriter();
        try (JsonGenerator copy = JSON.createGenerator(text)) {
            copy.copyCurrentStructure(json);
        }
        return text.toString();
    }

    private static NamedValues values(JsonParser json, NamedValues.Builder values) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return NamedValues.NONE;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            if (json.nextToken() == JsonToken.START_ARRAY) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    add(name, text(json), values);
                }
            } else {
                add(name, text(json), values);
            }
        }
        return values.build();
    }

    private static void add(String name, @Nullable String value, NamedValues.Builder values) {
        if (value != null) {
            values.add(name, value);
        }
    }
}
