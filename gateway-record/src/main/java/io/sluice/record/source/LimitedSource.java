package io.sluice.record.source;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The beginning of a source. What lies behind it may have been read all the same. */
public final class LimitedSource implements ExchangeSource {
    private final ExchangeSource source;
    private long left;

    /**
     * A part of a source, which is closed with it.
     *
     * @param limit how much of it, exchanges or what is none; 1 or more
     */
    public LimitedSource(ExchangeSource source, long limit) {
        this.source = source;
        this.left = limit;
    }

    @Override
    public @Nullable List<Arrival> poll(Duration timeout) throws IOException, InterruptedException {
        List<Arrival> some = left == 0 ? null : source.poll(timeout);
        if (some == null) {
            return null;
        }
        List<Arrival> taken = some.size() <= left ? some : some.subList(0, Math.toIntExact(left));
        left -= taken.size();
        return taken;
    }

    @Override
    public void commit() {
        source.commit();
    }

    @Override
    public long lag() {
        return source.lag();
    }

    @Override
    public void close() {
        source.close();
    }
}
