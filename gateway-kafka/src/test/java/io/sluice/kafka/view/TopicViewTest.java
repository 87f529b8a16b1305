package io.sluice.kafka.view;

import static io.sluice.kafka.TestRecords.bytes;
import static io.sluice.kafka.TestRecords.record;
import static io.sluice.kafka.view.TestEntries.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sluice.kafka.read.TopicSink.Availability;
import io.sluice.kafka.view.TopicView.State;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

class TopicViewTest {
    private static final List<String> COLOR = List.of("color");
    private static final ViewNeeds ALL = new ViewNeeds(true, true, Set.of(COLOR), Set.of("color"));

    private final TopicView view = new TopicView("kafka", "items", ALL, false);
    private final AtomicInteger woken = new AtomicInteger();

    private void load(int partitions) {
        view.begin(partitions);
        view.complete();
    }

    private static int home(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(bytes(key))) % partitions;
    }

    private Waiter waiter(WaitKey key) {
        long seen = view.version();
        return new Waiter() {
            @Override
            public List<WaitKey> keys() {
                return List.of(key);
            }

            @Override
            public long seen() {
                return seen;
            }

            @Override
            public void wake() {
                woken.incrementAndGet();
            }
        };
    }

    @Test
    void showsListsOnlyWhenAllHasBeenRead() {
        view.begin(1);
        view.apply(record(0, 0, "a", "1"));
        view.publish();

        assertThat(view.state()).isEqualTo(State.LOADING);
        assertThat(view.isOpening()).isFalse();
        view.advance(0, 1);
        view.complete();

        assertThat(view.state()).isEqualTo(State.READY);
        assertThat(json(view.published().list())).isEqualTo("[1]");
        assertThat(view.published().lastOffsets()).containsExactly(0);
    }

    @Test
    void aDeletedItemStaysDeletedWhenItsFormerPartitionIsReadLater() {
        int present = home("a", 3);
        int former = (present + 1) % 3;

        view.begin(3);
        view.apply(record(present, 0, "a", null));
        view.apply(record(former, 7, "a", "old"));
        view.complete();

        assertThat(view.get(bytes("a"))).isNull();
        assertThat(view.published().list().first()).isNull();
    }

    @Test
    void aFormerPartitionDoesNotOverruleThePresentOne() {
        int present = home("a", 3);
        int former = (present + 1) % 3;

        view.begin(3);
        view.apply(record(former, 3, "a", "1"));
        view.apply(record(present, 0, "a", "2"));
        view.apply(record(former, 7, "a", "3"));
        view.apply(record(former, 8, "a", null));
        view.complete();

        assertThat(json(view.published().list())).isEqualTo("[2]");
    }

    @Test
    void anItemThatIsMadeAgainIsThere() {
        int present = home("a", 3);

        view.begin(3);
        view.apply(record(present, 0, "a", null));
        view.apply(record(present, 1, "a", "2"));
        view.complete();

        assertThat(json(view.published().list())).isEqualTo("[2]");
    }

    @Test
    void beginningAgainForgetsAllAndIsNotReady() {
        load(1);
        view.apply(record(0, 0, "a", "1", "color", "red"));
        view.advance(0, 1);
        view.publish();
        view.park(waiter(new WaitKey.Key(bytes("z"))));
        view.turn();

        view.begin(2);

        assertThat(view.state()).isEqualTo(State.LOADING);
        assertThat(woken).hasValue(1);
        view.marks().note(bytes("a"), 0, 0);
        assertThat(view.marks().isPending(bytes("a"))).isTrue();
        view.complete();
        assertThat(view.get(bytes("a"))).isNull();
        assertThat(json(view.published().list())).isEqualTo("[]");
        assertThat(view.find(new WaitKey.HeaderValues(COLOR, List.of("red"))).first())
                .isNull();
    }

    @Test
    void retentionRemovesRecordsWithAndWithoutKeyFromEverywhere() {
        load(1);
        view.apply(record(0, 0, "a", "1", "color", "red"));
        view.apply(record(0, 1, null, "2", "color", "red"));
        view.apply(record(0, 2, "c", "3", "color", "red"));
        view.publish();
        view.park(waiter(new WaitKey.Key(bytes("a"))));
        view.turn();

        view.trim(0, 2);
        view.publish();

        assertThat(view.get(bytes("a"))).isNull();
        assertThat(json(view.published().list())).isEqualTo("[3]");
        assertThat(json(view.find(new WaitKey.HeaderValues(COLOR, List.of("red")))))
                .isEqualTo("[3]");
        assertThat(view.published().isWhole()).isFalse();
        assertThat(woken).hasValue(1);
        assertThat(view.parked()).isZero();
    }

    @Test
    void anIndexWithoutAListForgetsRecordsWithoutKeyToo() {
        var indexed =
                new TopicView("kafka", "items", new ViewNeeds(false, false, Set.of(COLOR), Set.of("color")), false);
        indexed.begin(1);
        indexed.apply(record(0, 0, null, "1", "color", "red"));
        indexed.complete();

        indexed.trim(0, 1);
        indexed.publish();

        assertThat(indexed.find(new WaitKey.HeaderValues(COLOR, List.of("red"))).first())
                .isNull();
    }

    @Test
    void aLookupViewForgetsWhatRetentionRemoves() {
        var lookup = new TopicView("kafka", "items", ViewNeeds.NONE, false);
        lookup.begin(1);
        lookup.apply(record(0, 0, "a", "1"));
        lookup.apply(record(0, 1, "b", "2"));
        lookup.complete();

        lookup.trim(0, 1);
        lookup.trim(0, 0);
        lookup.trim(5, 9);

        assertThat(lookup.get(bytes("a"))).isNull();
        assertThat(lookup.get(bytes("b"))).isNotNull();
    }

    @Test
    void goesOnServingAfterTheTopicWasAwayForAWhile() {
        load(1);

        view.available(Availability.MISSING);
        assertThat(view.state()).isEqualTo(State.MISSING);
        view.available(Availability.FORBIDDEN);
        assertThat(view.state()).isEqualTo(State.FORBIDDEN);
        view.available(Availability.PRESENT);

        assertThat(view.state()).isEqualTo(State.READY);
    }

    @Test
    void countsWhatIsNotJson() {
        load(1);

        view.apply(record(0, 0, "a", "x"));
        view.apply(record(0, 1, "b", ""));
        view.apply(record(0, 2, "c", "1"));
        view.publish();

        assertThat(view.notJson()).isEqualTo(1);
        assertThat(json(view.published().list())).isEqualTo("[1]");
    }

    @Test
    void parkingAfterAChangeWakesAtOnce() {
        load(1);
        Waiter late = waiter(new WaitKey.Key(bytes("a")));
        view.apply(record(0, 0, "a", "1"));
        view.publish();

        view.park(late);

        assertThat(woken).hasValue(1);
        view.turn();
        assertThat(view.parked()).isZero();
    }

    @Test
    void progressWithoutRecordsWakesWhoWaitsForIt() {
        load(1);
        view.park(waiter(WaitKey.Whole.PROGRESS));
        view.turn();

        view.advance(0, 3);
        view.publish();

        assertThat(woken).hasValue(1);
    }

    @Test
    void anExtendedTopicStaysReady() {
        load(1);

        assertThat(view.extend(2)).isTrue();

        assertThat(view.state()).isEqualTo(State.READY);
        assertThat(view.published().lastOffsets()).containsExactly(-1, -1);
    }

    /** Who wrote it may have known of the added partition before the view does. */
    @Test
    void aTopicIsReadAgainWhenAnAddedPartitionMayHaveTheSayOverWhatWasLeftOut() {
        load(3);
        int former = home("a", 3);
        view.apply(record(former, 0, "a", "1"));
        view.apply(record((former + 1) % 3, 0, "a", "2"));

        assertThat(view.extend(4)).isFalse();

        view.begin(4);
        view.complete();
        assertThat(view.extend(5)).isTrue();
    }

    @Test
    void refusesAnIndexThatNoRouteHasDeclared() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> view.find(new WaitKey.HeaderValues(List.of("size"), List.of("m"))));
    }

    @Test
    void keepsTheFirstOfRepeatedHeadersAndNoneThatIsNoText() {
        var headers = record(
                        0,
                        0,
                        "a",
                        "1",
                        "content-type",
                        null,
                        "content-type",
                        "text/a",
                        "content-type",
                        "text/b",
                        "etag",
                        "e",
                        "cache-control",
                        "no-store",
                        "color",
                        "red",
                        "color",
                        "blue",
                        "color",
                        null)
                .headers();
        headers.add("color", new byte[] {(byte) 0xC0});

        EntryFields fields = EntryFields.of(headers, Set.of("color"));

        assertThat(fields).isEqualTo(EntryFields.of(headers, Set.of("color")));
        assertThat(fields.contentType()).isEqualTo("text/a");
        assertThat(fields.etag()).isEqualTo("e");
        assertThat(fields.cacheControl()).isEqualTo("no-store");
        assertThat(fields.filtered()).containsEntry("color", List.of("red", "blue"));
    }
}
