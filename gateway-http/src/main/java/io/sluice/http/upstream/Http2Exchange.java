package io.sluice.http.upstream;

import io.sluice.engine.http.Body;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.StreamedBody;
import io.sluice.http.FieldRules;
import io.sluice.http.OutBuffer;
import io.undertow.protocols.http2.Http2Channel;
import io.undertow.protocols.http2.Http2HeadersStreamSinkChannel;
import io.undertow.protocols.http2.Http2StreamSourceChannel;
import io.undertow.util.HeaderValues;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.channels.Channels;

/** One stream of an HTTP/2 connection. Owned by the connection's I/O thread. */
final class Http2Exchange {
    private static final int READS_PER_TURN = 16;
    private static final int LAST_INTERIM = 199;

    private final UpstreamExchange exchange;
    private final Http2HeadersStreamSinkChannel sink;
    private final UpstreamContext context;
    private final Http2Link link;
    private final OutBuffer out; // held while there is something to write
    private final Progress progress;
    private @Nullable Http2StreamSourceChannel source; // once the head is there
    private boolean blocked; // the server, or the connection, takes nothing
    private boolean withheld; // the client takes nothing
    private boolean sent;
    private boolean over;

    Http2Exchange(
            UpstreamExchange exchange, Http2HeadersStreamSinkChannel sink, UpstreamContext context, Http2Link link) {
        this.exchange = exchange;
        this.sink = sink;
        this.context = context;
        this.link = link;
        this.out = new OutBuffer(context.buffers());
        this.progress = new Progress(
                link.thread(),
                context.options().timeouts().idle(),
                () -> blocked || (sent && !withheld),
                () -> fail(sent ? Fault.RESPONSE_TIMEOUT : Fault.REQUEST_TIMEOUT, null));
    }

    UpstreamExchange of() {
        return exchange;
    }

    int streamId() {
        return sink.getStreamId();
    }

    void start() {
        sink.getWriteSetter().set(ready -> write());
        write();
    }

    /** There is more to send, or room for more of the response. */
    void proceed() {
        write();
        if (withheld && !over) {
            withheld = false;
            progress.moved();
            read();
        }
    }

    private void write() {
        if (sent || over) {
            sink.suspendWrites();
            return;
        }
        StreamedBody body = exchange.requestBody();
        if (body.isAborted()) {
            fail(Fault.CLOSED, null);
            return;
        }
        try {
            boolean ended = writeAll(body);
            blocked = out.isHeld() || !sink.flush();
            if (blocked) {
                sink.resumeWrites();
            } else {
                sink.suspendWrites();
                if (ended) {
                    sent = true;
                    progress.limit(
                            source == null
                                    ? context.options().timeouts().response()
                                    : context.options().timeouts().idle());
                }
            }
        } catch (IOException e) {
            fail(Fault.CLOSED, e);
        }
    }

    /** Writes what there is until no more is taken, and then keeps the buffer; true when the request has ended. */
    private boolean writeAll(StreamedBody body) throws IOException {
        while (true) {
            boolean last = body.isClosed();
            ByteBuffer buffer = out.filled(body::take);
            if (!buffer.hasRemaining()) {
                out.release();
                if (last) {
                    sink.shutdownWrites();
                }
                return last;
            }
            if (sink.write(buffer) == 0) {
                return false;
            }
            progress.moved();
        }
    }

    /** The fields of a response have come. */
    void headRead(Http2StreamSourceChannel received) {
        int status = status(received);
        if (status < 0) {
            fail(Fault.MALFORMED, null);
        } else if (status <= LAST_INTERIM) {
            try {
                Channels.drain(received, Long.MAX_VALUE);
            } catch (IOException e) {
                fail(Fault.CLOSED, e);
            }
        } else {
            respond(status, received);
        }
    }

    private static int status(Http2StreamSourceChannel received) {
        String text = received.getHeaders().getFirst(Http2Channel.STATUS);
        boolean valid = text != null && text.length() == 3;
        int status = valid ? (int) ContentLength.parse(text) : -1;
        return status < 100 || status > 599 || status == 101 ? -1 : status;
    }

    private void respond(int status, Http2StreamSourceChannel received) {
        HttpFields fields = fields(received);
        String said = fields == null ? null : fields.get("content-length");
        long length = said == null ? Body.UNKNOWN : ContentLength.parse(said);
        if (fields == null || (said != null && length < 0) || source != null) {
            fail(Fault.MALFORMED, null);
            return;
        }
        source = received;
        boolean never = status == 204 || status == 304;
        boolean withoutContent = never || exchange.request().method().equals("HEAD");
        if (sent) {
            progress.limit(context.options().timeouts().idle());
        }
        exchange.respond(status, fields, !withoutContent && length != 0, never ? 0 : length);
        received.getReadSetter().set(ready -> read());
        read();
    }

    /** Null when one of them cannot be passed on. */
    private static @Nullable HttpFields fields(Http2StreamSourceChannel received) {
        var fields = HttpFields.builder();
        for (HeaderValues values : received.getHeaders()) {
            String name = values.getHeaderName().toString().toLowerCase(Locale.ROOT);
            for (String value : values) {
                if (name.startsWith(":")) {
                    continue;
                }
                if (!FieldRules.isName(name) || !FieldRules.isValue(value)) {
                    return null;
                }
                fields.add(name, value);
            }
        }
        return fields.build();
    }

    private void read() {
        Http2StreamSourceChannel reading = source;
        if (reading == null) {
            return;
        }
        if (over) {
            reading.suspendReads();
            return;
        }
        try (var pooled = context.buffers().allocate()) {
            ByteBuffer buffer = pooled.getBuffer();
            for (int i = 0; i < READS_PER_TURN; i++) {
                withheld = !exchange.takesContent();
                if (withheld) {
                    reading.suspendReads();
                    return;
                }
                int count = reading.read(buffer.clear());
                if (count < 0) {
                    finish();
                    return;
                }
                if (count == 0) {
                    break;
                }
                progress.moved();
                exchange.content(buffer.flip());
            }
            reading.resumeReads();
        } catch (IOException e) {
            fail(Fault.CLOSED, e);
        }
    }

    private void finish() {
        if (!over) {
            end();
            exchange.finish();
            link.over(this, sent);
        }
    }

    /** The server gives it up. */
    void reset(boolean untouched) {
        if (!over) {
            end();
            exchange.fail(Fault.CLOSED, !untouched, source != null, null);
            link.over(this, true);
        }
    }

    /** The server has gone away before it. */
    void refused() {
        reset(true);
        IoUtils.safeClose(sink);
    }

    /** It is given up here. */
    void fail(Fault fault, @Nullable Throwable cause) {
        if (!over) {
            end();
            exchange.fail(fault, true, source != null, cause);
            link.over(this, false);
            IoUtils.safeClose(sink);
        }
    }

    private void end() {
        over = true;
        progress.end();
        out.release();
        if (source != null) {
            source.suspendReads(); // or Undertow would tell of what is left again and again, and do nothing else
        }
    }
}
