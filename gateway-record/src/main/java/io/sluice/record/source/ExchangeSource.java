package io.sluice.record.source;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Recorded exchanges, in order, to be polled by one thread. */
public interface ExchangeSource extends AutoCloseable {
    /**
     * What has come since the last call.
     *
     * @param timeout how long to wait when there is nothing
     * @return none if nothing came in time, null at the end
     * @throws IOException if the source cannot be read any further
     */
    @Nullable List<Arrival> poll(Duration timeout) throws IOException, InterruptedException;

    /** Says that everything polled so far has been dealt with for good; a source that remembers may note it. */
    void commit();

    /** How much is known to wait: records, or bytes of a file; -1 when that is not known. */
    long lag();

    @Override
    void close();
}
