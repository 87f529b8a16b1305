package io.sluice.kafka.view;

import static io.sluice.kafka.TestRecords.record;

import io.sluice.engine.http.Body;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Entries, and what can be seen of lists of them. */
final class TestEntries {
    static final Set<String> FILTERED = Set.of("color", "size");

    private TestEntries() {}

    /** An entry whose value counts as JSON unless it starts with {@code x}. */
    static Entry entry(int partition, long offset, @Nullable String key, String value, String... headers) {
        var record = record(partition, offset, key, value, headers);
        return new Entry(record, EntryFields.of(record.headers(), FILTERED), !value.startsWith("x"));
    }

    static String value(Entry entry) {
        return new String(entry.array(), entry.valueOffset(), entry.valueLength(), StandardCharsets.UTF_8);
    }

    static String text(Body body) {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < body.chunks(); i++) {
            var chunk = body.chunk(i);
            while (chunk.hasRemaining()) {
                bytes.write(chunk.get());
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    static String json(ListSnapshot snapshot) {
        return text(body(snapshot));
    }

    static Body body(ListSnapshot snapshot) {
        return snapshot.body(new byte[] {'['}, new byte[] {']'});
    }
}
