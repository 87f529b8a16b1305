package io.sluice.record.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An entry of a HAR 1.2 log. Stateless; any thread. */
public final class HarEntry {
    private HarEntry() {}

    /**
     * The exchange that an entry tells of.
     *
     * @throws InvalidExchangeException if it lacks a method, a URL or a status
     */
    public static RecordedExchange read(JsonNode entry) throws InvalidExchangeException {
        JsonNode request = entry.path("request");
        JsonNode response = entry.path("response");
        var parts = new RequestParts();
        parts.timestamp = text(entry.path("startedDateTime"));
        parts.method = text(request.path("method"));
        parts.url = text(request.path("url"));
        parts.headers = headers(request.path("headers"));
        parts.body = postData(request.path("postData"));
        RecordedRequest sent = parts.build();
        return new RecordedExchange(sent, response(response, sent.timestamp(), entry.path("time")), meta(entry));
    }

    /** Browsers write status 0 where no response came. */
    private static @Nullable RecordedResponse response(JsonNode response, @Nullable Instant sent, JsonNode time)
            throws InvalidExchangeException {
        int status = response.path("status").asInt();
        if (status == 0) {
            return null;
        }
        var parts = new ResponseParts();
        parts.status = Integer.toString(status);
        parts.headers = headers(response.path("headers"));
        parts.body = content(response.path("content"));
        RecordedResponse got = parts.build(false);
        Instant completed = sent == null ? null : sent.plus(Duration.ofNanos((long) (time.asDouble() * 1_000_000)));
        return new RecordedResponse(completed, status, got.headers(), got.body());
    }

    private static Map<String, @Nullable Object> meta(JsonNode entry) {
        Map<String, @Nullable Object> meta = new LinkedHashMap<>();
        if (entry.path("time").isNumber()) {
            meta.put("durationMs", entry.path("time").doubleValue());
        }
        String version = text(entry.path("request").path("httpVersion"));
        if (version != null && !version.isEmpty()) {
            meta.put("httpVersion", version);
        }
        return meta;
    }

    /** Fields such as {@code :authority} belong to HTTP/2, not to the message. */
    private static NamedValues headers(JsonNode list) {
        var fields = NamedValues.fields();
        for (JsonNode field : list) {
            String name = text(field.path("name"));
            String value = text(field.path("value"));
            if (name != null && value != null && !name.startsWith(":")) {
                fields.add(name, value);
            }
        }
        return fields.build();
    }

    private static String postData(JsonNode data) {
        String text = text(data.path("text"));
        if (text != null) {
            return text;
        }
        var pairs = NamedValues.parameters();
        for (JsonNode parameter : data.path("params")) {
            pairs.add(parameter.path("name").asText(), parameter.path("value").asText());
        }
        String path = RecordedTarget.of("/", pairs.build()).path();
        return path.substring(Math.min(2, path.length()));
    }

    /** A body in base 64 is text if its media type says so; else it is left out. */
    private static @Nullable String content(JsonNode content) {
        String text = text(content.path("text"));
        if (text == null) {
            return content.path("size").asLong() == 0 ? "" : null;
        }
        if (!content.path("encoding").asText().equals("base64")) {
            return text;
        }
        String type = content.path("mimeType").asText().toLowerCase(Locale.ROOT);
        if (!type.startsWith("text/") && !type.contains("json") && !type.contains("xml")) {
            return null;
        }
        try {
            return new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable String text(JsonNode node) {
        return node.isValueNode() && !node.isNull() ? node.asText() : null;
    }
}
