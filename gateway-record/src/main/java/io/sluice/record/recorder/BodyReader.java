package io.sluice.record.recorder;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes text of bodies. One thread. */
final class BodyReader {
    private static final String CHARSET = "charset=";
    private static final char REPLACEMENT = '\uFFFD';

    private final ContentDecoder decoder;

    /**
     * A reader.
     *
     * @param limit the most bytes of a body's text
     */
    BodyReader(int limit) {
        this.decoder = new ContentDecoder(limit);
    }

    /** The body of a message with this head. */
    BodyText read(BodySnapshot body, FieldLines head) {
        if (body.omission() != null) {
            return BodyText.omitted(body.omission());
        }
        if (body.bytes().length == 0) {
            return BodyText.EMPTY;
        }
        ContentDecoder.Decoded decoded = decoder.decode(body.bytes(), body.isTruncated(), encoding(head));
        if (decoded == null) {
            return BodyText.omitted(Omission.CONTENT_ENCODING);
        }
        String text = text(decoded.bytes(), decoded.isTruncated(), charset(head.first("content-type")));
        return text == null || text.indexOf(0) >= 0
                ? BodyText.omitted(Omission.BINARY)
                : new BodyText(text, decoded.isTruncated(), null);
    }

    /** Several lines are several encodings, which nobody sends. */
    private static @Nullable String encoding(FieldLines head) {
        String all = null;
        for (int i = 0; i < head.count(); i++) {
            if (head.name(i).equals("content-encoding")) {
                all = all == null ? head.value(i) : all + ',' + head.value(i);
            }
        }
        return all;
    }

    /** The charset that a content type names; UTF-8 if it names none that is known. */
    private static Charset charset(@Nullable String contentType) {
        int at = contentType == null ? -1 : contentType.toLowerCase(Locale.ROOT).indexOf(CHARSET);
        if (contentType == null || at < 0) {
            return StandardCharsets.UTF_8;
        }
        int end = contentType.indexOf(';', at);
        String name = contentType
                .substring(at + CHARSET.length(), end < 0 ? contentType.length() : end)
                .replace('"', ' ')
                .strip();
        if (name.equalsIgnoreCase("utf-8")) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.UTF_8;
        }
    }

    /** The text of bytes; null if they are none in this charset. A character that is cut off is left out. */
    private static @Nullable String text(byte[] bytes, boolean isTruncated, Charset charset) {
        if (charset.equals(StandardCharsets.UTF_8)) {
            String text = new String(bytes, charset);
            if (text.indexOf(REPLACEMENT) < 0) {
                return text;
            }
        }
        CharsetDecoder strict = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer text = CharBuffer.allocate((int) (bytes.length * (double) strict.maxCharsPerByte()) + 1);
        CoderResult result = strict.decode(ByteBuffer.wrap(bytes), text, !isTruncated);
        return result.isError() ? null : text.flip().toString();
    }
}
