package io.sluice.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Follows the framing of the HTTP/1.1 requests on a connection, byte by byte, and stops at what two servers could read
 * differently: the root of request smuggling (RFC 9112 section 11.2). It is stricter than the parser behind it.
 *
 * <pre>
 *   start --line--> fields --empty line--> start              (no body)
 *     |                |-----------------> fixed ---all-----> start
 *     |                +-----------------> chunk size --> data --> size ... --0--> trailer fields --> start
 *     +--PRI * HTTP/2.0--> passed on      (the rest is HTTP/2, which has frames of its own)
 *     +--switched--------> passed on      (the rest is what the two have agreed on)
 * </pre>
 *
 * <p>Refused are: versions other than 1.0 and 1.1; lines that do not end with CR LF; control characters; folded lines;
 * whitespace around a name; several content-lengths, one beside a transfer-encoding, or one that is not just digits;
 * transfer codings other than chunked; chunk sizes and ends that are not what section 7.1 says. Not thread-safe.
 */
final class RequestFraming {
    private static final long HTTP_1_0 = word("HTTP/1.0");
    private static final long HTTP_1_1 = word("HTTP/1.1");
    private static final long HTTP_2_0 = word("HTTP/2.0");
    private static final String PREFACE_METHOD = "PRI";
    /** After the line {@code PRI * HTTP/2.0} (RFC 9113 section 3.4). */
    private static final String PREFACE_REST = "\n\r\nSM\r\n\r\n";

    private static final String CONTENT_LENGTH = "content-length";
    private static final String TRANSFER_ENCODING = "transfer-encoding";
    private static final String UPGRADE = "upgrade";
    private static final int MAX_NAME = TRANSFER_ENCODING.length() + 1; // a longer one is no field about framing
    private static final int MAX_VALUE_BYTES = 64; // of a field about framing
    private static final int MAX_LENGTH_DIGITS = 18;
    private static final int MAX_SIZE_DIGITS = 15;
    private static final int MAX_EXTENSION_BYTES = 1024;
    private static final long NONE = -1;

    /** What the next byte belongs to. */
    private enum State {
        START,
        START_LF,
        METHOD,
        TARGET,
        VERSION,
        LINE_LF,
        NAME_START,
        NAME,
        VALUE,
        VALUE_LF,
        HEAD_LF,
        FIXED,
        CHUNK_SIZE,
        CHUNK_EXTENSION,
        CHUNK_SIZE_LF,
        CHUNK_DATA,
        CHUNK_CR,
        CHUNK_LF,
        PREFACE,
        PASSED_ON
    }

    private final boolean http2;
    private final int trailerLimit;
    /** The method, then the name of the field, each as far as it matters. */
    private final StringBuilder name = new StringBuilder(MAX_NAME);
    /** Of a field about framing. */
    private final StringBuilder value = new StringBuilder(MAX_LENGTH_DIGITS);

    private State state = State.START;
    private boolean aboutFraming;
    private boolean trailer;
    private boolean upgrade;
    private boolean version10;
    private boolean chunked;
    private long contentLength = NONE;
    private long word; // the version
    private long left; // bytes of the body or chunk; bytes of the trailer so far
    private int count; // bytes of what is limited in length

    /**
     * The framing of one connection.
     *
     * @param http2 whether the connection may turn into one of HTTP/2
     * @param trailerLimit the most bytes of trailer fields
     */
    RequestFraming(boolean http2, int trailerLimit) {
        this.http2 = http2;
        this.trailerLimit = trailerLimit;
    }

    /** Whether it is within a head or between requests, rather than within a body. */
    boolean isInHead() {
        return !trailer && state.compareTo(State.FIXED) < 0;
    }

    /** Whether it is within the preface of HTTP/2. */
    boolean isInPreface() {
        return state == State.PREFACE;
    }

    /** Whether the request before asked for another protocol, which can only begin once its head has ended. */
    boolean asksForUpgrade() {
        return upgrade && state == State.START;
    }

    /** Everything from here on is of another protocol. */
    void passOn() {
        state = State.PASSED_ON;
    }

    /** Whether the next byte begins a field line, or ends the fields. */
    boolean isAtFieldLine() {
        return state == State.NAME_START;
    }

    /** Follows the bytes from one index to another; returns the index of the first that is refused, or {@code to}. */
    int follow(ByteBuffer bytes, int from, int to) {
        int i = from;
        while (i < to) {
            if (state == State.FIXED || state == State.CHUNK_DATA) {
                i += skip(to - i);
            } else if (state == State.PASSED_ON) {
                return to;
            } else if (state == State.VALUE && !aboutFraming && !trailer && isText(bytes.get(i))) {
                i = endOfText(bytes, i + 1, to);
            } else if (accepts(bytes.get(i))) {
                i++;
            } else {
                return i;
            }
        }
        return i;
    }

    /** Most bytes of a head are in values that mean nothing here. */
    private static int endOfText(ByteBuffer bytes, int from, int to) {
        int i = from;
        while (i < to && isText(bytes.get(i))) {
            i++;
        }
        return i;
    }

    private int skip(int available) {
        int skipped = (int) Math.min(left, available);
        left -= skipped;
        if (left == 0) {
            state = state == State.FIXED ? State.START : State.CHUNK_CR;
        }
        return skipped;
    }

    private boolean accepts(byte b) {
        return switch (state) {
            case START -> start(b);
            case START_LF -> b == '\n' && go(State.START);
            case METHOD -> method(b);
            case TARGET -> b == ' ' ? go(State.VERSION) : isText(b) && b != '\t';
            case VERSION -> version(b);
            case LINE_LF, VALUE_LF -> b == '\n' && go(State.NAME_START);
            case NAME_START -> nameStart(b);
            case NAME -> name(b);
            case VALUE -> value(b);
            case HEAD_LF -> b == '\n' && (trailer ? go(State.START) : headEnds());
            case CHUNK_SIZE -> chunkSize(b);
            case CHUNK_EXTENSION -> b == '\r' ? go(State.CHUNK_SIZE_LF) : isText(b) && ++count <= MAX_EXTENSION_BYTES;
            case CHUNK_SIZE_LF -> b == '\n' && chunkStarts();
            case CHUNK_CR -> b == '\r' && go(State.CHUNK_LF);
            case CHUNK_LF -> b == '\n' && sizeStarts();
            case PREFACE -> preface(b);
            case FIXED, CHUNK_DATA, PASSED_ON -> throw new AssertionError(state);
        };
    }

    private boolean go(State next) {
        state = next;
        return true;
    }

    private boolean start(byte b) {
        if (b == '\r') {
            return go(State.START_LF); // an empty line before a request (RFC 9112 section 2.2)
        }
        contentLength = NONE;
        chunked = false;
        trailer = false;
        upgrade = false;
        name.setLength(0);
        state = State.METHOD;
        return b != ' ' && method(b);
    }

    private boolean method(byte b) {
        if (b == ' ') {
            word = 0;
            count = 0;
            return go(State.TARGET);
        }
        remember(b);
        return FieldRules.isTokenOctet(b);
    }

    private boolean version(byte b) {
        if (b != '\r') {
            word = word << Byte.SIZE | (b & 0xff);
            return ++count <= Long.BYTES;
        }
        if (word == HTTP_2_0 && http2 && name.toString().equals(PREFACE_METHOD)) {
            count = 0;
            return go(State.PREFACE);
        }
        version10 = word == HTTP_1_0;
        return (version10 || word == HTTP_1_1) && go(State.LINE_LF);
    }

    private boolean preface(byte b) {
        return b == PREFACE_REST.charAt(count) && (++count < PREFACE_REST.length() || go(State.PASSED_ON));
    }

    private boolean nameStart(byte b) {
        if (b == '\r') {
            return go(State.HEAD_LF);
        }
        if (!FieldRules.isTokenOctet(b)) {
            return false;
        }
        name.setLength(0);
        state = State.NAME;
        return name(b);
    }

    private boolean name(byte b) {
        if (trailer && ++left > trailerLimit) {
            return false;
        }
        if (b != ':') {
            remember(b);
            return FieldRules.isTokenOctet(b);
        }
        upgrade |= !trailer && isName(UPGRADE);
        aboutFraming = !trailer && (isName(CONTENT_LENGTH) || isName(TRANSFER_ENCODING));
        value.setLength(0);
        return go(State.VALUE);
    }

    private void remember(byte b) {
        if (name.length() < MAX_NAME) {
            name.append((char) (b >= 'A' && b <= 'Z' && state == State.NAME ? b + ('a' - 'A') : b & 0xff));
        }
    }

    private boolean isName(String other) {
        return name.length() == other.length() && name.indexOf(other) == 0;
    }

    private boolean value(byte b) {
        if (b == '\r') {
            return (!aboutFraming || framingEnds(value.toString().strip())) && go(State.VALUE_LF);
        }
        if (trailer && ++left > trailerLimit) {
            return false;
        }
        if (aboutFraming) {
            value.append((char) (b & 0xff));
        }
        return isText(b) && value.length() <= MAX_VALUE_BYTES;
    }

    private static boolean isText(byte b) {
        return (b >= ' ' && b != 0x7f) || b < 0 || b == '\t';
    }

    private boolean framingEnds(String framing) {
        if (isName(TRANSFER_ENCODING)) {
            boolean accepted = !chunked && !version10 && contentLength == NONE && framing.equalsIgnoreCase("chunked");
            chunked = true;
            return accepted;
        }
        if (chunked || contentLength != NONE || framing.isEmpty() || framing.length() > MAX_LENGTH_DIGITS) {
            return false;
        }
        contentLength = 0;
        for (int i = 0; i < framing.length(); i++) {
            int digit = framing.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            contentLength = contentLength * 10 + digit;
        }
        return true;
    }

    private boolean headEnds() {
        if (chunked) {
            return sizeStarts();
        }
        left = contentLength;
        return go(contentLength > 0 ? State.FIXED : State.START);
    }

    private boolean sizeStarts() {
        left = 0;
        count = 0;
        return go(State.CHUNK_SIZE);
    }

    private boolean chunkSize(byte b) {
        int digit = Character.digit(b, 16);
        if (digit >= 0) {
            left = left << 4 | digit;
            return ++count <= MAX_SIZE_DIGITS;
        }
        if (count == 0) {
            return false;
        }
        count = 0;
        if (b == '\r') {
            return go(State.CHUNK_SIZE_LF);
        }
        return b == ';' && go(State.CHUNK_EXTENSION);
    }

    private boolean chunkStarts() {
        trailer = left == 0;
        return go(trailer ? State.NAME_START : State.CHUNK_DATA);
    }

    private static long word(String eight) {
        return ByteBuffer.wrap(eight.getBytes(StandardCharsets.US_ASCII)).getLong();
    }
}
