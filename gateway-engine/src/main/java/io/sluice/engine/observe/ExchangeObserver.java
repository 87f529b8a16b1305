package io.sluice.engine.observe;

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

    /** One observer for several, told in this order; null for none, so that an edge need not look at a clock. */
    static @Nullable ExchangeObserver of(List<? extends ExchangeObserver> observers) {
        if (observers.size() < 2) {
            return observers.isEmpty() ? null : observers.get(0);
        }
        ExchangeObserver[] all = observers.toArray(ExchangeObserver[]::new);
        return exchange -> {
            for (ExchangeObserver observer : all) {
                observer.ended(exchange);
            }
        };
    }
}
