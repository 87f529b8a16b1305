package io.sluice.rest.format;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** UTF-8 without the replacement characters that Java puts where something is malformed. */
final class Utf8 {
    private static final char REPLACEMENT = '\uFFFD';

    private Utf8() {}

    /** The bytes, or null if the text has half of a surrogate pair. */
    static byte @Nullable [] encode(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return StandardCharsets.UTF_8.newEncoder().canEncode(text)
                        ? text.getBytes(StandardCharsets.UTF_8)
                        : null;
            }
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The text, or null if the bytes are no UTF-8. */
    static @Nullable String decode(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.indexOf(REPLACEMENT) < 0 || wellFormed(bytes) ? text : null;
    }

    /** Whether the bytes are UTF-8. */
    static boolean wellFormed(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                try {
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
                    return true;
                } catch (CharacterCodingException e) {
                    return false;
                }
            }
        }
        return true;
    }
}
