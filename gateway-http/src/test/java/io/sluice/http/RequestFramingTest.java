package io.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFramingTest {
    private static final int TRAILER_LIMIT = 64;

    /** The number of accepted bytes, read in pieces of a random length. */
    private static int accepted(String text, boolean http2, Random random) {
        var framing = new RequestFraming(http2, TRAILER_LIMIT);
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        int from = 0;
        while (from < bytes.limit()) {
            int to = Math.min(bytes.limit(), from + 1 + random.nextInt(7));
            int reached = framing.follow(bytes, from, to);
            if (reached < to) {
                return reached;
            }
            from = to;
        }
        return from;
    }

    /** Checks that all is accepted up to a bar, which is no part of the text, and nothing behind it. */
    private static void assertStopsAtTheBar(String marked) {
        String text = marked.replace("|", "");
        int expected = marked.contains("|") ? marked.indexOf('|') : text.length();
        for (int seed = 0; seed < 20; seed++) {
            assertThat(accepted(text, true, new Random(seed)))
                    .as("seed %s of %s", seed, marked)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
                "\r\n\r\nGET / HTTP/1.0\r\n\r\n",
                "GET /%20?\u00e4 HTTP/1.1\r\nX-Y:\r\nX-Z: a\tb \u00ff \r\n\r\nGET / HTTP/1.1\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\n\n\0\r :GET / HTTP/1.1\r\n\r\n",
                "POST / HTTP/1.1\r\ncontent-length:  0 \r\n\r\nGET / HTTP/1.1\r\n\r\n",
                "A / HTTP/1.1\r\ntransfer-encoding: Chunked\r\n\r\n5\r\n\r\n0\r\n\r\nA;x=\"y\"\r\n0123456789\r\n0\r\nX: a\r\n\r\nB",
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n000\r\n\r\nGET / HTTP/1.1\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\4\1 anything",
                "X-Content-Length / HTTP/1.1\r\nX-Content-Length: x\r\nContent-Length-X: y\r\n\r\n",
            })
    void followsRequests(String text) {
        assertStopsAtTheBar(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "| GET / HTTP/1.1\r\n\r\n",
                "|\nGET / HTTP/1.1\r\n\r\n",
                "\r|GET / HTTP/1.1\r\n\r\n",
                "G|(T / HTTP/1.1\r\n\r\n",
                "GET|\r\n",
                "GET /|\r\n",
                "GET /a|\tb HTTP/1.1\r\n\r\n",
                "GET /a|\0 HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1| \r\n\r\n",
                "GET /a b HTTP/1|.1\r\n\r\n",
                "GET / HTTP/1.2|\r\n\r\n",
                "GET / HTTP/2.0|\r\n\r\n",
                "GET / http/1.1|\r\n\r\n",
                "GET / HTTP/1.1|0\r\n\r\n",
                "GET / HTTP/1|\r\n\r\n",
                "PRI * HTTP/2.0\r|\r\nSM\r\n\r\n",
                "PRI * HTTP/2.0\r\n|Host: a\r\n\r\nSM\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nS|N\r\n\r\n",
                "GET / HTTP/1.1\r|Host: a\r\n\r\n",
                "GET / HTTP/1.1|\nHost: a\n\n",
                "GET / HTTP/1.1\r\n| folded: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\n|\tb\r\n\r\n",
                "GET / HTTP/1.1\r\nHost| : a\r\n\r\n",
                "GET / HTTP/1.1\r\n|: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost|\r\n\r\n",
                "GET / HTTP/1.1\r\nX: a|\nY: b\r\n\r\n",
                "GET / HTTP/1.1\r\nX: a\r|Y: b\r\n\r\n",
                "GET / HTTP/1.1\r\nX: a|\0b\r\n\r\n",
                "GET / HTTP/1.1\r\nX: a\r\n\r|X",
                "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2|\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 1\r\ncontent-LENGTH: 1|\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 5, 5|\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: +5|\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: -5|\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 0x5|\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: |\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 9999999999999999999|\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked|\r\n\r\n",
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 1|\r\n\r\n",
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked|\r\n\r\n",
                "POST / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked|\r\n\r\n",
                "POST / HTTP/1.1\r\nTransfer-Encoding: xchunked|\r\n\r\n",
                "POST / HTTP/1.1\r\nTransfer-Encoding: identity|\r\n\r\n",
                "POST / HTTP/1.0\r\nTransfer-Encoding: chunked|\r\n\r\n",
            })
    void stopsInAHead(String marked) {
        assertStopsAtTheBar(marked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "|-1\r\n",
                "|x\r\n",
                "|\r\n",
                "|;a\r\n",
                "0|x0\r\n",
                "5| \r\n",
                "5|\nabcde\r\n",
                "5\r|abcde\r\n",
                "5;a|\nabcde\r\n",
                "fffffffffffffff|f\r\n",
                "5\r\nabcde|f\r\n",
                "5\r\nabcde|\n",
                "5\r\nabcde\r|0\r\n",
                "5\r\nabcde|0\r\n",
                "0\r\n| x: y\r\n\r\n",
                "0\r\nx| : y\r\n\r\n",
                "0\r\n|\n",
                "0\r\n\r|x",
            })
    void stopsInChunks(String marked) {
        assertStopsAtTheBar("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + marked);
    }

    @Test
    void boundsTrailersAndExtensions() {
        String head = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";

        assertStopsAtTheBar(head + "0\r\nx:" + "y".repeat(TRAILER_LIMIT - 2) + "|y");
        assertStopsAtTheBar(head + "1;" + "y".repeat(1024) + "|y");
    }

    @Test
    void refusesHttp2WhereItIsNotSpoken() {
        assertThat(accepted("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", false, new Random(1)))
                .isEqualTo("PRI * HTTP/2.0".length());
    }

    @Test
    void knowsWhetherItIsInAHead() {
        var framing = new RequestFraming(true, TRAILER_LIMIT);
        ByteBuffer bytes = ByteBuffer.wrap("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nx: y\r\n\r\nGET"
                .getBytes(StandardCharsets.US_ASCII));
        int body = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n".length();

        for (int i = 0; i < bytes.limit(); i++) {
            assertThat(framing.isInHead()).as("before byte %s", i).isEqualTo(i < body || i > bytes.limit() - 3);
            assertThat(framing.follow(bytes, i, i + 1)).isEqualTo(i + 1);
        }
    }
}
