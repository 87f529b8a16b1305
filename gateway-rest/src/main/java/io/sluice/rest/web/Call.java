package io.sluice.rest.web;

import io.sluice.engine.flow.Invocation;
import io.sluice.engine.http.Body;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.http.HttpResponse;
import io.sluice.engine.http.QueryText;
import io.sluice.engine.route.Params;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request of the API on its way. It ends once, by {@link #respond}, {@link #noContent} or {@link #fail}. */
public final class Call {
    private static final Logger LOGGER = LoggerFactory.getLogger(Call.class);

    private final Invocation invocation;
    private final Params params;
    private final String requestType;
    private final String responseType;

    Call(Invocation invocation, Params params, String requestType, String responseType) {
        this.invocation = invocation;
        this.params = params;
        this.requestType = requestType;
        this.responseType = responseType;
    }

    /** The request's way through the gateway, for what this class has no words for. */
    public Invocation invocation() {
        return invocation;
    }

    /** The request. */
    public HttpRequest request() {
        return invocation.request();
    }

    /** The media type of the request's body, without parameters; empty when the client does not say. */
    public String requestType() {
        return requestType;
    }

    /** The media type that was agreed on for the response, with the parameters of the client. */
    public String responseType() {
        return responseType;
    }

    /** The same, without parameters. */
    public String bareResponseType() {
        return Negotiation.bare(responseType);
    }

    /**
     * A parameter of the path, decoded.
     *
     * @throws RestException 404 if it is too long to be the name of anything in Kafka
     */
    public String path(String name) {
        String text = Objects.requireNonNull(params.get(name), name);
        if (RequestObject.isTooLong(text)) {
            throw Failures.notFound();
        }
        return text;
    }

    /**
     * A parameter of the path that is a number.
     *
     * @throws RestException 404 if it is none
     */
    public int pathNumber(String name) {
        try {
            return Integer.parseInt(path(name));
        } catch (NumberFormatException e) {
            throw Failures.notFound();
        }
    }

    /** A parameter of the query, decoded; null when it is absent. */
    public @Nullable String query(String name) {
        String query = request().query();
        return query == null ? null : QueryText.parameter(query, name);
    }

    /**
     * A parameter of the query that is a number; null when it is absent or empty.
     *
     * @throws RestException 404 if it is none, as the original has it
     */
    public @Nullable Long queryNumber(String name) {
        String text = query(name);
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw Failures.notFound();
        }
    }

    /** Reads the body and hands it over on the I/O thread; what the consumer throws ends the call. */
    public void body(Consumer<byte[]> consumer) {
        invocation.readBody(bytes -> attempt(() -> consumer.accept(bytes)));
    }

    /** Goes on with a result, whichever thread brings it; a failure, or an exception of the consumer, ends the call. */
    public <T> void then(CompletionStage<T> result, Consumer<? super T> consumer) {
        result.whenComplete((value, failure) -> {
            if (failure != null) {
                fail(failure);
            } else {
                attempt(() -> consumer.accept(value));
            }
        });
    }

    /**
     * The same on the call's I/O thread, so that the thread that brings the result can go on with others.
     *
     * @param meaning of a failure for the client
     */
    public <T extends @Nullable Object> void thenHere(
            CompletionStage<T> result, Consumer<T> consumer, UnaryOperator<Throwable> meaning) {
        var unused = result.whenComplete((value, failure) -> invocation.execute(() -> {
            if (failure == null) {
                attempt(() -> consumer.accept(value));
            } else {
                fail(meaning.apply(failure));
            }
        }));
    }

    /** Runs an action; what it throws ends the call. */
    public void attempt(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    /** Ends with a document. Any thread. */
    public void respond(int status, Json.Writer document) {
        respond(status, Json.bytes(document));
    }

    /** Ends with JSON; false if the call had ended before. Any thread. The array must not change any more. */
    public boolean respond(int status, byte[] json) {
        return invocation.complete(Responses.of(status, responseType, json, request(), HttpFields.empty()));
    }

    /** Ends with JSON and more fields than usual. Any thread. The array must not change any more. */
    public void respond(int status, byte[] json, HttpFields more) {
        invocation.complete(Responses.of(status, responseType, json, request(), more));
    }

    /** Ends with any response. Any thread. */
    public void respond(HttpResponse response) {
        invocation.complete(response);
    }

    /** Ends with 204. Any thread. */
    public void noContent() {
        invocation.complete(new HttpResponse(204, HttpFields.of("vary", "Accept-Encoding"), Body.empty()));
    }

    /** Ends with what a failure means to the client; what nobody expected is logged. Any thread. */
    public void fail(Throwable failure) {
        Throwable cause = Causes.of(failure);
        RestException error = Failures.of(cause);
        if (error.status() == 500 && error.errorCode() == 500) {
            LOGGER.atError()
                    .addKeyValue("requestId", invocation.requestId())
                    .setCause(cause)
                    .log("request failed unexpectedly");
        }
        invocation.complete(Responses.error(error, responseType));
    }
}
