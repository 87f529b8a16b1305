package io.sluice.rest.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** Takes JSON over as it stands in the record, once it is known to be a single JSON value in UTF-8. */
final class JsonReader implements ContentReader {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    @Override
    public Content read(byte[] bytes) throws UnreadableException {
        return Content.json(checked(bytes));
    }

    /** The bytes without a byte order mark, if they are a JSON value in UTF-8. */
    static byte[] checked(byte[] bytes) throws UnreadableException {
        byte[] json = withoutMark(bytes);
        check(json);
        return json;
    }

    private static void check(byte[] json) throws UnreadableException {
        for (int i = 0; i < Math.min(4, json.length); i++) {
            if (json[i] == 0) {
                throw new UnreadableException("not JSON in UTF-8"); // the parser would take it for UTF-16 or UTF-32
            }
        }
        if (!Utf8.wellFormed(json)) {
            throw new UnreadableException("not JSON in UTF-8");
        }
        try (JsonParser parser = JsonText.FACTORY.createParser(json)) {
            if (parser.nextToken() == null) {
                throw new UnreadableException("not JSON: no content");
            }
            parser.skipChildren();
            if (parser.nextToken() != null) {
                throw new UnreadableException("not JSON: more than one value");
            }
        } catch (JsonProcessingException e) {
            throw new UnreadableException("not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // bytes in memory
        }
    }

    private static byte[] withoutMark(byte[] bytes) {
        int length = BYTE_ORDER_MARK.length;
        return bytes.length >= length && Arrays.equals(bytes, 0, length, BYTE_ORDER_MARK, 0, length)
                ? Arrays.copyOfRange(bytes, length, bytes.length)
                : bytes;
    }
}
