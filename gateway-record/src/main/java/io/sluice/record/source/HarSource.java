package io.sluice.record.source;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.record.exchange.HarEntry;
import io.sluice.record.exchange.InvalidExchangeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The entries of a HAR 1.2 file, one after the other: no more than a few are in memory. */
final class HarSource implements ExchangeSource {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BATCH = 64;

    private final String name;
    private final JsonParser json;
    private long number;
    private boolean atEntries;
    private boolean ended;

    /** Reads a stream, which is closed with the source. */
    HarSource(String name, InputStream in) throws IOException {
        this.name = name;
        this.json = JSON.getFactory().createParser(in);
    }

    @Override
    public @Nullable List<Arrival> poll(Duration timeout) throws IOException {
        try {
            if (!atEntries) {
                findEntries();
            }
            List<Arrival> arrivals = new ArrayList<>(BATCH);
            while (!ended && arrivals.size() < BATCH) {
                ended = json.nextToken() == JsonToken.END_ARRAY;
                if (!ended) {
                    arrivals.add(entry(JSON.readTree(json)));
                }
            }
            return arrivals.isEmpty() ? null : arrivals;
        } catch (JsonProcessingException e) {
            throw new IOException(name + " is not valid HAR, near entry " + (number + 1), e);
        }
    }

    private void findEntries() throws IOException {
        enter("log", JsonToken.START_OBJECT);
        enter("entries", JsonToken.START_ARRAY);
        atEntries = true;
    }

    /** Goes on to the value of a member of the object that comes next, or that was just entered. */
    private void enter(String member, JsonToken kind) throws IOException {
        if (json.currentToken() == null) {
            json.nextToken();
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean found = json.currentName().equals(member);
            if (json.nextToken() == kind && found) {
                return;
            }
            json.skipChildren();
        }
        throw new IOException(name + " is not HAR: it has no " + member);
    }

    private Arrival entry(JsonNode entry) {
        String place = name + "#" + ++number;
        try {
            return new Arrival(place, HarEntry.read(entry), null);
        } catch (InvalidExchangeException e) {
            return new Arrival(place, null, e.getMessage());
        }
    }

    /** A file remembers nothing. */
    @Override
    public void commit() {}

    @Override
    public long lag() {
        return -1;
    }

    @Override
    public void close() {
        try {
            json.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Closing " + name + " failed", e);
        }
    }
}
