package io.sluice.rest.format;

import com.fasterxml.jackson.core.JsonParser;
import io.sluice.rest.web.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Encodes JSON that a test writes down. */
final class Encoding {
    private Encoding() {}

    /** The bytes that an encoder makes of a value; the parser must stand at its end then. */
    static byte @Nullable [] bytes(RecordEncoder encoder, String json) {
        try (JsonParser parser = Json.FACTORY.createParser(json.getBytes(StandardCharsets.UTF_8))) {
            parser.nextToken();
            byte[] bytes = encoder.encode(parser);
            if (parser.nextToken() != null) {
                throw new AssertionError("the encoder has left tokens of " + json);
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@link #bytes} makes, as text. */
    static @Nullable String text(RecordEncoder encoder, String json) {
        byte[] bytes = bytes(encoder, json);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
