package io.sluice.engine.share;

import io.sluice.config.Meaning;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Parts of running gateways, each under what the configuration says of it. Who asks for the same gets the same part; it
 * is closed when the last who has it gives it back. So a part lives on while one configuration takes the place of
 * another. Any thread; opening happens under a lock and must not wait for anything.
 *
 * @param <P> the kind of part
 */
public final class SharedParts<P> {
    private final Consumer<? super P> close;
    private final List<Held<P>> held = new ArrayList<>(); // guarded by this

    /**
     * Without parts.
     *
     * @param close closes a part; called outside of the lock by who gives the part back last
     */
    public SharedParts(Consumer<? super P> close) {
        this.close = close;
    }

    /** A part in use. Any thread. */
    public interface Lease<P> extends AutoCloseable {
        /** The part. */
        P part();

        /** Gives it back, which may close it; harmless when repeated. */
        @Override
        void close();
    }

    private static final class Held<P> {
        private final Object config;
        private final P part;
        private int leases = 1;

        Held(Object config, P part) {
            this.config = config;
            this.part = part;
        }
    }

    /**
     * The part for a configuration.
     *
     * @param config what it is known by; compared by its {@link Meaning}
     * @param open makes it if nobody has it
     */
    public synchronized Lease<P> take(Object config, Supplier<? extends P> open) {
        for (Held<P> known : held) {
            if (Meaning.isSame(known.config, config)) {
                known.leases++;
                return lease(known);
            }
        }
        var opened = new Held<P>(config, open.get());
        held.add(opened);
        return lease(opened);
    }

    private Lease<P> lease(Held<P> leased) {
        var returned = new AtomicBoolean();
        return new Lease<>() {
            @Override
            public P part() {
                return leased.part;
            }

            @Override
            public void close() {
                if (returned.compareAndSet(false, true) && isLast(leased)) {
                    SharedParts.this.close.accept(leased.part);
                }
            }
        };
    }

    private synchronized boolean isLast(Held<P> returned) {
        returned.leases--;
        return returned.leases == 0 && held.remove(returned);
    }
}
