package io.sluice.kafka.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.http.TestRequest;
import io.sluice.engine.observe.RecordPlace;
import io.sluice.kafka.view.Entry;
import io.sluice.kafka.view.TopicView;
import io.sluice.kafka.view.ViewNeeds;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class RecentItemsTest {
    private static final TestRequest GET = TestRequest.get("/items/a");

    private final TopicView view = new TopicView("kafka", "items", ViewNeeds.NONE, false);
    private final RecentItems items = new RecentItems();

    RecentItemsTest() {
        view.begin(1);
    }

    @Test
    void makesTheAnswersOfARecordOnce() {
        Entry entry = put(0, "a", "{}");

        ItemRepresentation first = items.of("items", entry, "");

        assertThat(items.of("items", entry, "")).isSameAs(first);
        assertThat(first.record()).isEqualTo(new RecordPlace("items", entry.partition(), 0));
    }

    @Test
    void makesNewAnswersForANewRecordOfTheKey() {
        ItemRepresentation before = items.of("items", put(0, "a", "{}"), "");
        Entry next = put(1, "a", "[]");

        ItemRepresentation after = items.of("items", next, "");

        assertThat(after.isNamedBy(List.of(Etag.of(next, "")))).isTrue();
        assertThat(before.isNamedBy(List.of(Etag.of(next, "")))).isFalse();
    }

    @Test
    void tellsRecordsApartThatShareAPlace() {
        Entry one = put(7, "a", "1");
        Entry other = put(7 + (1 << 12), "b", "22");

        assertThat(items.of("items", one, "").full(GET).body().length()).isEqualTo(1);
        assertThat(items.of("items", other, "").full(GET).body().length()).isEqualTo(2);
        assertThat(items.of("items", one, "").full(GET).body().length()).isEqualTo(1);
    }

    @Test
    void doesNotKeepLargeRecords() {
        Entry large = put(0, "a", "x".repeat(5_000));

        assertThat(items.of("items", large, "")).isNotSameAs(items.of("items", large, ""));
    }

    private Entry put(long offset, String key, String value) {
        byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
        view.apply(new ConsumerRecord<>("items", 0, offset, keyBytes, value.getBytes(StandardCharsets.UTF_8)));
        return Objects.requireNonNull(view.get(keyBytes), "entry");
    }
}
