package io.sluice.engine.observe;

import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.trace.RequestTrace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Is told what became of the requests of one listener. */
@FunctionalInterface
public interface ExchangeObserver {

    /**
     * An exchange has ended: its response has been written, or its client has gone. Called once for each, usually by the
     * I/O thread of its connection; must not block. What it throws is logged and changes nothing.
     */
    void ended(EndedExchange exchange);

    /**
     * Where a request stands in a trace to which this observer adds; null when it adds to none. Asked once at most, before
     * {@link #ended}, by any thread; must not block.
     */
    default @Nullable RequestTrace trace(HttpRequest request) {
        return null;
    }

    /**
     * How many bytes of each body the edge is to keep for {@link #ended}, from its beginning; 0 for none. Constant: asked
     * once for each listener and configuration.
     */
    default int keptBodyBytes() {
        return 0;
    }

    /** One observer for several, told in this order; null for none, so that an edge need not look at a clock. */
    static @Nullable ExchangeObserver of(List<? extends ExchangeObserver> observers) {
        if (observers.size() < 2) {
            return observers.isEmpty() ? null : observers.get(0);
        }
        return new ExchangeObservers(List.copyOf(observers));
    }
}
