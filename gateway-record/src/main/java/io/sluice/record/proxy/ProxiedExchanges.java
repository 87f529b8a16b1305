package io.sluice.record.proxy;

import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.observe.EndedExchange;
import io.sluice.engine.observe.ExchangeObserver;
import io.sluice.engine.trace.RequestTrace;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells an observer what servers answered, as they saw it: not what the proxy itself answers, to requests that it does not send
 * on or for servers that it does not reach.
 */
public final class ProxiedExchanges implements ExchangeObserver {
    private final ExchangeObserver observer;

    /** For this observer. */
    public ProxiedExchanges(ExchangeObserver observer) {
        this.observer = Objects.requireNonNull(observer, "observer");
    }

    @Override
    public void ended(EndedExchange exchange) {
        if (exchange.route().equals(RecordingProxy.ROUTE) && exchange.problem() == null) {
            observer.ended(new ServerView(exchange));
        }
    }

    @Override
    public @Nullable RequestTrace trace(HttpRequest request) {
        return observer.trace(request);
    }

    @Override
    public int keptBodyBytes() {
        return observer.keptBodyBytes();
    }
}
