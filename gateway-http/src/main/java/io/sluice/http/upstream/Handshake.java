package io.sluice.http.upstream;

import io.undertow.protocols.ssl.UndertowXnioSsl;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.xnio.ssl.SslConnection;

/** Waits for the end of a TLS handshake that a client begins. Owned by the I/O thread. */
final class Handshake {
    private static final String HTTP_2 = "h2";

    private final SslConnection connection;
    private final boolean mayBeHttp2;
    private boolean over;

    /** What follows when it has succeeded. */
    @FunctionalInterface
    interface Completion {
        /** Both sides have agreed. */
        void accept(SslConnection connection, boolean http2);
    }

    Handshake(SslConnection connection, boolean mayBeHttp2) {
        this.connection = connection;
        this.mayBeHttp2 = mayBeHttp2;
    }

    /** Begins; one of the two is told, once. */
    void start(Completion completion, Consumer<Throwable> failure) {
        var source = connection.getSourceChannel();
        connection.getHandshakeSetter().set(done -> {
            if (!over) {
                over = true;
                source.suspendReads();
                String protocol = UndertowXnioSsl.getSslEngine(connection).getApplicationProtocol();
                completion.accept(connection, mayBeHttp2 && HTTP_2.equals(protocol));
            }
        });
        source.setReadListener(ready -> proceed(failure));
        try {
            connection.startHandshake();
            source.resumeReads();
            proceed(failure);
        } catch (IOException e) {
            fail(failure, e);
        }
    }

    /** Nothing comes before the handshake is over, so reading only moves it on; what it fails with is thrown here. */
    private void proceed(Consumer<Throwable> failure) {
        if (over) {
            return;
        }
        try {
            connection.getSinkChannel().flush();
            int read = over ? 0 : connection.getSourceChannel().read(ByteBuffer.allocate(0));
            if (read < 0) {
                fail(failure, new EOFException("The server closed the connection during the TLS handshake"));
            }
        } catch (IOException e) {
            fail(failure, e);
        }
    }

    private void fail(Consumer<Throwable> failure, Throwable cause) {
        if (!over) {
            over = true;
            failure.accept(cause);
        }
    }
}
