package io.sluice.engine.flow;

import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.StreamedBody;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;

/**
 * A switch to another protocol (RFC 9110 section 7.8), of which the edge knows nothing: bytes go both ways as they are, each
 * way no faster than they are taken.
 *
 * @param fields of the 101, with {@code upgrade} and without {@code connection}
 * @param toClient what the client gets; when it ends, the connection does
 * @param fromClient makes the receiver of what the client sends, once the 101 has left; called on the I/O thread. {@link
 *     BodyReceiver#completed} says that the client sends no more, {@link BodyReceiver#brokenOff} that it has gone.
 * @param idle after how long without a byte either way the connection is closed
 */
public record Upgrade(
        HttpFields fields, StreamedBody toClient, Function<BodySource, BodyReceiver> fromClient, Duration idle) {

    /** Checks for nulls. */
    public Upgrade {
        Objects.requireNonNull(fields, "fields");
        Objects.requireNonNull(toClient, "toClient");
        Objects.requireNonNull(fromClient, "fromClient");
        Objects.requireNonNull(idle, "idle");
    }
}
