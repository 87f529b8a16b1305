package io.sluice.engine.route;

import io.sluice.engine.http.ProblemException;
import io.sluice.engine.http.ProblemType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * A request path, percent-decoded once, that still knows which {@code /} and {@code ;} delimit and which belong to a
 * value (RFC 3986 section 2.2). Immutable.
 */
final class DecodedPath {
    private final String text;

    /** Where the text has a delimiter character that was escaped; null when nowhere. */
    private final @Nullable BitSet escaped;

    private DecodedPath(String text, @Nullable BitSet escaped) {
        this.text = text;
        this.escaped = escaped;
    }

    /** Decodes a path; throws a {@link ProblemException} (400) on an invalid escape or invalid UTF-8. */
    static DecodedPath of(String raw) {
        return raw.indexOf('%') < 0 ? new DecodedPath(raw, null) : new Decoder(raw).decode();
    }

    /**
     * The literal text of a pattern, which may be percent-encoded as well. A percent sign that starts no valid escape is
     * taken for itself, because a pattern is written by hand.
     */
    static String ofPattern(String text) {
        try {
            return of(text).text;
        } catch (ProblemException e) {
            return text;
        }
    }

    String text() {
        return text;
    }

    int length() {
        return text.length();
    }

    /** Whether the character is a {@code /} or {@code ;} that was not escaped. */
    boolean isDelimiter(int index) {
        char c = text.charAt(index);
        return (c == '/' || c == ';') && (escaped == null || !escaped.get(index));
    }

    /** The index of the next delimiter, or the length. */
    int nextDelimiter(int from) {
        int index = from;
        while (index < text.length() && !isDelimiter(index)) {
            index++;
        }
        return index;
    }

    /** The index of the next {@code /} that delimits, or the length. */
    int nextSlash(int from) {
        int index = text.indexOf('/', from);
        while (index >= 0 && !isDelimiter(index)) {
            index = text.indexOf('/', index + 1);
        }
        return index < 0 ? text.length() : index;
    }

    /** Whether the literal stands here, its delimiters as delimiters. */
    boolean startsWith(String literal, int at) {
        if (!text.startsWith(literal, at)) {
            return false;
        }
        int next = escaped == null ? -1 : escaped.nextSetBit(at);
        return next < 0 || next >= at + literal.length();
    }

    /** Decodes runs of escapes as UTF-8; the rest is taken as it is. */
    private static final class Decoder {
        private final String raw;
        private final StringBuilder text;
        private final BitSet escaped = new BitSet();

        Decoder(String raw) {
            this.raw = raw;
            this.text = new StringBuilder(raw.length());
        }

        DecodedPath decode() {
            int position = 0;
            for (int percent = raw.indexOf('%'); percent >= 0; percent = raw.indexOf('%', position)) {
                text.append(raw, position, percent);
                position = run(percent);
            }
            text.append(raw, position, raw.length());
            return new DecodedPath(text.toString(), escaped.isEmpty() ? null : escaped);
        }

        /** Decodes the escapes that follow one another and returns the position behind them. */
        private int run(int start) {
            int end = start;
            while (end < raw.length() && raw.charAt(end) == '%') {
                end += 3;
            }
            var octets = ByteBuffer.allocate((end - start) / 3);
            for (int i = start; i < end; i += 3) {
                octets.put((byte) (digit(i + 1) << 4 | digit(i + 2)));
            }
            int from = text.length();
            text.append(utf8(octets.flip()));
            for (int i = from; i < text.length(); i++) {
                escaped.set(i, text.charAt(i) == '/' || text.charAt(i) == ';');
            }
            return end;
        }

        private int digit(int index) {
            int digit = index < raw.length() && raw.charAt(index) < 0x80 ? Character.digit(raw.charAt(index), 16) : -1;
            if (digit < 0) {
                throw new ProblemException(
                        ProblemType.BAD_REQUEST, "The path has a percent sign without two hexadecimal digits.");
            }
            return digit;
        }

        private static String utf8(ByteBuffer octets) {
            try {
                return StandardCharsets.UTF_8.newDecoder().decode(octets).toString();
            } catch (CharacterCodingException e) {
                throw new ProblemException(ProblemType.BAD_REQUEST, "The percent-encoded path is not valid UTF-8.");
            }
        }
    }
}
