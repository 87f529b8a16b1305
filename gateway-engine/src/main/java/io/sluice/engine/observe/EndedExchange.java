package io.sluice.engine.observe;

import io.sluice.engine.flow.Identity;
import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.trace.RequestTrace;
import java.net.InetSocketAddress;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A request and what became of it. Only valid during {@link ExchangeObserver#ended}; nothing of it is copied before. */
public interface EndedExchange {

    /** The head of the request, without the credentials that a guard took out of it. */
    HttpRequest request();

    /** The protocol as in a status line, such as {@code HTTP/1.1}. */
    String protocol();

    /** The other end of the connection; null when it is not known any more. */
    @Nullable InetSocketAddress peer();

    /** Who sent the request; anonymous when that was not asked. */
    Identity identity();

    /** The route that matched, or {@link RouteLabel#NONE}. */
    RouteLabel route();

    /** The status of the response; 0 when none was begun. */
    int status();

    /** What the gateway answered of itself; null for a response that is none of its problems. */
    @Nullable ProblemType problem();

    /** Bytes of the request body that were read for the route. */
    long requestBytes();

    /** Bytes of the response body that the network took. */
    long responseBytes();

    /** From the end of the request's head to the end of the exchange, in nanoseconds. */
    long nanos();

    /** Whether the response was written to its end; otherwise the client has gone, or was cut off. */
    boolean isComplete();

    /** Where it stands in a trace: as its observer has it, else as its sender said. */
    RequestTrace trace();

    /** The request's id, as in its problem and in the log. */
    String requestId();

    /**
     * When the request's head had been read, in milliseconds since the epoch; 0 where no observer {@linkplain
     * ExchangeObserver#keptBodyBytes asks for bodies}.
     */
    default long startedAtMillis() {
        return 0;
    }

    /** Visits the field lines of the response, as they were sent, names in lower case; none when none was begun. */
    default void forEachResponseHeader(BiConsumer<String, String> visitor) {}

    /** What there is of the request's body, as its sender sent it. */
    default KeptBody requestBody() {
        return KeptBody.NONE;
    }

    /** What there is of the response's body, as it was sent: compressed where it says so. */
    default KeptBody responseBody() {
        return KeptBody.NONE;
    }

    /** The record that the request was answered with, or that it became; null when there is no single one. */
    default @Nullable RecordPlace record() {
        return null;
    }
}
