package io.sluice.record.source;

import static java.util.Objects.requireNonNull;

import io.sluice.record.exchange.ExchangeReader;
import io.sluice.record.exchange.InvalidExchangeException;
import io.sluice.record.exchange.RecordedExchange;
import org.jspecify.annotations.Nullable;

/**
 * What a source held at one place: an exchange, or something that is none.
 *
 * @param place where it is, for people to find it: {@code recordings.jsonl:12} or {@code topic-0@123}
 * @param exchange the exchange; null if it cannot be read
 * @param problem why it cannot be read; null if it can
 */
public record Arrival(
        String place,
        @Nullable RecordedExchange exchange,
        @Nullable String problem) {

    /** An exchange, or a problem. */
    public Arrival {
        requireNonNull(place, "place");
        if ((exchange == null) == (problem == null)) {
            throw new IllegalArgumentException("either an exchange or a problem is needed at " + place);
        }
    }

    /** The exchange that a JSON text in UTF-8 is, or why it is none. */
    public static Arrival of(String place, byte[] text) {
        try {
            return new Arrival(place, ExchangeReader.read(text, 0, text.length), null);
        } catch (InvalidExchangeException e) {
            return new Arrival(place, null, e.getMessage());
        }
    }
}
