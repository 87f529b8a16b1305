package io.sluice.engine.observe;

import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.trace.RequestTrace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Observers of the same exchanges, told one after the other; the first that traces says what the trace is. */
final class ExchangeObservers implements ExchangeObserver {
    private final ExchangeObserver[] all;

    ExchangeObservers(List<ExchangeObserver> all) {
        this.all = all.toArray(ExchangeObserver[]::new);
    }

    @Override
    public void ended(EndedExchange exchange) {
        for (ExchangeObserver observer : all) {
            observer.ended(exchange);
        }
    }

    @Override
    public @Nullable RequestTrace trace(HttpRequest request) {
        for (ExchangeObserver observer : all) {
            RequestTrace trace = observer.trace(request);
            if (trace != null) {
                return trace;
            }
        }
        return null;
    }

    /** The most that one of them wants. */
    @Override
    public int keptBodyBytes() {
        int most = 0;
        for (ExchangeObserver observer : all) {
            most = Math.max(most, observer.keptBodyBytes());
        }
        return most;
    }
}
