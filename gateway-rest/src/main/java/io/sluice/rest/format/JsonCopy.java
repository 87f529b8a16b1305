package io.sluice.rest.format;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Copies values out of a parser into compact UTF-8, token by token. Numbers keep their characters: no digit is lost to a
 * 64-bit double.
 *
 * <p>A generator's buffers cost more than a small value. So each thread keeps one copier, with its generator, for the next
 * value, whosever it is.
 */
final class JsonCopy {
    /** Buffers that have grown beyond this, in bytes, are not kept. */
    private static final int MAX_KEPT = 64 << 10;

    private static final ThreadLocal<@Nullable JsonCopy> KEPT = new ThreadLocal<>();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    private final JsonGenerator generator;

    private JsonCopy() throws IOException {
        generator = JsonText.FACTORY.createGenerator(bytes);
    }

    /**
     * Copies one value.
     *
     * @param from stands at the value's first token, and afterwards at its last
     * @throws IOException if the parser fails, which also is who refuses equal names and excessive depth
     */
    static byte[] copy(JsonParser from) throws IOException {
        JsonCopy copier = KEPT.get();
        if (copier == null) {
            copier = new JsonCopy();
            KEPT.set(copier);
        }
        boolean keep = false; // one that stops in the middle is not used again
        try {
            byte[] copied = copier.next(from);
            keep = copied.length <= MAX_KEPT;
            return copied;
        } finally {
            if (!keep) {
                KEPT.remove();
            }
        }
    }

    private byte[] next(JsonParser from) throws IOException {
        bytes.reset();
        copy(from, generator);
        generator.flush();
        return bytes.toByteArray();
    }

    private static void copy(JsonParser from, JsonGenerator to) throws IOException {
        int depth = 0;
        for (JsonToken token = from.currentToken(); ; token = from.nextToken()) {
            if (token == null) {
                throw new IOException("the value has no end");
            }
            switch (token) {
                case START_OBJECT -> to.writeStartObject();
                case END_OBJECT -> to.writeEndObject();
                case START_ARRAY -> to.writeStartArray();
                case END_ARRAY -> to.writeEndArray();
                case FIELD_NAME -> to.writeFieldName(from.currentName());
                case VALUE_STRING ->
                    to.writeString(from.getTextCharacters(), from.getTextOffset(), from.getTextLength());
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                    to.writeNumber(from.getTextCharacters(), from.getTextOffset(), from.getTextLength());
                case VALUE_TRUE -> to.writeBoolean(true);
                case VALUE_FALSE -> to.writeBoolean(false);
                case VALUE_NULL -> to.writeNull();
                case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                    throw new IllegalStateException("parsers of text only, not " + token);
            }
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            }
            if (depth == 0) {
                return;
            }
        }
    }
}
