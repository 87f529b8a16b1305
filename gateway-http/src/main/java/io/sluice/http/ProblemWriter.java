package io.sluice.http;

import com.fasterxml.jackson.core.JsonFactory;
import io.sluice.engine.http.Body;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpResponse;
import io.sluice.engine.http.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Turns a problem into the response that clients see: {@code application/problem+json} (RFC 9457). */
final class ProblemWriter {
    private static final JsonFactory JSON = new JsonFactory();

    private ProblemWriter() {}

    /** The response, with the request id as {@code instance}. */
    static HttpResponse response(Problem problem, String requestId) {
        var fields = HttpFields.builder()
                .add("content-type", "application/problem+json")
                .add("cache-control", "no-store");
        problem.fields().forEach(fields::add);
        return new HttpResponse(problem.type().status(), fields.build(), Body.of(json(problem, requestId)));
    }

    private static byte[] json(Problem problem, String requestId) {
        var bytes = new ByteArrayOutputStream(256);
        try (var json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("type", problem.type().uri());
            json.writeStringField("title", problem.type().title());
            json.writeNumberField("status", problem.type().status());
            json.writeStringField("detail", problem.detail());
            json.writeStringField(
                    "instance", "urn:sluice:request:" + URLEncoder.encode(requestId, StandardCharsets.UTF_8));
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a byte array does not fail
        }
        return bytes.toByteArray();
    }
}
