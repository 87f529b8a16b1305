package io.sluice.rest.format;

import com.fasterxml.jackson.core.SerializableString;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** JSON in UTF-8 as it goes into a response: generators take its bytes over without decoding them. */
final class RawJson implements SerializableString {
    private final byte[] bytes;

    /**
     * JSON that has been checked.
     *
     * @param bytes not copied
     */
    RawJson(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public String getValue() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public int charLength() {
        return getValue().length();
    }

    @Override
    public char[] asQuotedChars() {
        throw notQuoted();
    }

    @Override
    public byte[] asUnquotedUTF8() {
        return bytes;
    }

    @Override
    public byte[] asQuotedUTF8() {
        throw notQuoted();
    }

    @Override
    public int appendQuotedUTF8(byte[] buffer, int offset) {
        throw notQuoted();
    }

    @Override
    public int appendQuoted(char[] buffer, int offset) {
        throw notQuoted();
    }

    @Override
    public int appendUnquotedUTF8(byte[] buffer, int offset) {
        if (bytes.length > buffer.length - offset) {
            return -1;
        }
        System.arraycopy(bytes, 0, buffer, offset, bytes.length);
        return bytes.length;
    }

    @Override
    public int appendUnquoted(char[] buffer, int offset) {
        String text = getValue();
        if (text.length() > buffer.length - offset) {
            return -1;
        }
        text.getChars(0, text.length(), buffer, offset);
        return text.length();
    }

    @Override
    public int writeQuotedUTF8(OutputStream out) {
        throw notQuoted();
    }

    @Override
    public int writeUnquotedUTF8(OutputStream out) throws IOException {
        out.write(bytes);
        return bytes.length;
    }

    @Override
    public int putQuotedUTF8(ByteBuffer buffer) {
        throw notQuoted();
    }

    @Override
    public int putUnquotedUTF8(ByteBuffer out) {
        if (bytes.length > out.remaining()) {
            return -1;
        }
        out.put(bytes);
        return bytes.length;
    }

    private static UnsupportedOperationException notQuoted() {
        return new UnsupportedOperationException("this is JSON, not text for a JSON string");
    }
}
