package io.sluice.rest.web;

import io.sluice.engine.http.AcceptEncoding;
import io.sluice.engine.http.Body;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.http.HttpResponse;
import io.sluice.engine.http.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Makes the responses of the API. Stateless. */
final class Responses {
    /** Less gains nothing; more would keep the thread from others for too long. */
    private static final int GZIP_FROM = 512;

    private static final int GZIP_TO = 1 << 20;

    private Responses() {}

    static HttpResponse of(int status, String mediaType, byte[] json, HttpRequest request, HttpFields more) {
        HttpFields.Builder fields =
                HttpFields.builder().add("content-type", mediaType).add("vary", "Accept-Encoding");
        more.forEach(fields::add);
        if (json.length >= GZIP_FROM
                && json.length <= GZIP_TO
                && AcceptEncoding.takesGzip(request.headers("accept-encoding"))) {
            return new HttpResponse(
                    status, fields.add("content-encoding", "gzip").build(), Body.of(compressed(json)));
        }
        return new HttpResponse(status, fields.build(), Body.of(json));
    }

    static HttpResponse error(RestException error, String mediaType) {
        return error(error, mediaType, HttpFields.empty());
    }

    /** A problem that the gateway has with the request, in the API's form. */
    static HttpResponse problem(Problem problem, String mediaType) {
        RestException error = Failures.of(problem);
        return error(error, mediaType, problem.fields());
    }

    private static HttpResponse error(RestException error, String mediaType, HttpFields more) {
        boolean stream = mediaType.startsWith(MediaTypes.EVENT_STREAM); // an error is none
        HttpFields.Builder fields =
                HttpFields.builder().add("content-type", stream ? MediaTypes.PLAIN_JSON : mediaType);
        more.forEach(fields::add);
        if (error.status() == 503 && more.get("retry-after") == null) {
            fields.add("retry-after", "1");
        }
        byte[] body = Json.bytes(json -> {
            json.writeStartObject();
            json.writeNumberField("error_code", error.errorCode());
            json.writeStringField("message", error.text());
            json.writeEndObject();
        });
        return new HttpResponse(error.status(), fields.build(), Body.of(body));
    }

    private static byte[] compressed(byte[] json) {
        var bytes = new ByteArrayOutputStream(json.length / 4);
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }
}
