package io.sluice.http;

import io.sluice.engine.flow.RequestHandler;
import io.sluice.engine.http.Body;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/** Handlers and bodies that tests serve. */
final class Answers {
    private Answers() {}

    static HttpServer serve(RequestHandler handler) {
        return HttpServer.start(HttpServerOptions.on("127.0.0.1", 0), handler);
    }

    static HttpResponse text(String text) {
        return new HttpResponse(200, HttpFields.of("content-type", "text/plain"), Body.of(text));
    }

    /** Answers with {@code method authority path query}. */
    static RequestHandler echoTarget() {
        return invocation -> {
            var request = invocation.request();
            invocation.complete(text(request.method() + " " + request.scheme() + " " + request.authority() + " "
                    + request.path() + " " + request.query()));
        };
    }

    /** Answers with the length of the body. */
    static RequestHandler bodyLength() {
        return invocation -> invocation.readBody(bytes -> invocation.complete(text(Integer.toString(bytes.length))));
    }

    /** Chunks of equal size, and how many were made so far. */
    static final class ChunkedBody implements Body {
        final AtomicInteger made = new AtomicInteger();
        private final int chunks;
        private final byte[] chunk;

        ChunkedBody(int chunks, int chunkBytes) {
            this.chunks = chunks;
            this.chunk = new byte[chunkBytes];
        }

        @Override
        public long length() {
            return (long) chunks * chunk.length;
        }

        @Override
        public int chunks() {
            return chunks;
        }

        @Override
        public ByteBuffer chunk(int index) {
            made.incrementAndGet();
            return ByteBuffer.wrap(chunk).asReadOnlyBuffer();
        }
    }
}
