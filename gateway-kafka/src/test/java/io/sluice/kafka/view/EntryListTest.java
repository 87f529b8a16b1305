package io.sluice.kafka.view;

import static io.sluice.kafka.view.TestEntries.body;
import static io.sluice.kafka.view.TestEntries.entry;
import static io.sluice.kafka.view.TestEntries.json;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EntryListTest {

    /** The list as anybody would write it. */
    private static final class Model {
        private final TreeMap<Long, Entry> entries = new TreeMap<>();

        void add(Entry entry) {
            entries.put(((long) entry.partition() << 40) + entry.offset(), entry);
        }

        Entry removeAny(Random random) {
            long from = (long) (random.nextDouble() * (entries.lastKey() + 1));
            Long key = entries.ceilingKey(from);
            return requireNonNull(entries.remove(key == null ? entries.firstKey() : key));
        }

        String json() {
            return entries.values().stream()
                    .filter(Entry::isJson)
                    .map(TestEntries::value)
                    .collect(Collectors.joining(",", "[", "]"));
        }

        long lastOffset(int partition) {
            return entries.values().stream()
                    .filter(entry -> entry.partition() == partition)
                    .mapToLong(Entry::offset)
                    .max()
                    .orElse(-1);
        }

        List<Entry> below(int partition, long offset) {
            return entries.values().stream()
                    .filter(entry -> entry.partition() == partition && entry.offset() < offset)
                    .toList();
        }
    }

    @Test
    void listsWhatAModelListsWhateverIsAddedAndRemoved() {
        for (int seed = 0; seed < 12; seed++) {
            var random = new Random(seed);
            var list = new EntryList();
            var model = new Model();
            int removals = 20 + random.nextInt(60);

            for (int step = 0; step < 6_000; step++) {
                if (random.nextInt(100) < removals && !model.entries.isEmpty()) {
                    list.remove(model.removeAny(random));
                } else {
                    Entry added = entry(random.nextInt(3), step, "k" + step, value(random, step));
                    list.add(added);
                    model.add(added);
                }
                if (step % 500 == 0) {
                    list.publish();
                    assertSame(list.snapshot(), model);
                }
            }

            list.publish();
            assertSame(list.snapshot(), model);
            long middle = 3_000;
            assertThat(list.below(1, middle)).isEqualTo(model.below(1, middle));
        }
    }

    private static String value(Random random, int step) {
        String text = random.nextInt(10) == 0 ? "x" + step : Integer.toString(step);
        return random.nextInt(50) == 0 ? text + "0".repeat(20_000) : text;
    }

    private static void assertSame(ListSnapshot snapshot, Model model) {
        assertThat(json(snapshot)).isEqualTo(model.json());
        assertThat(body(snapshot).length()).isEqualTo(model.json().length());
        assertThat(snapshot.members()).isEqualTo((int)
                model.entries.values().stream().filter(Entry::isJson).count());
        assertThat(snapshot.first())
                .isSameAs(
                        model.entries.isEmpty()
                                ? null
                                : model.entries.firstEntry().getValue());
        assertThat(snapshot.fingerprint())
                .isEqualTo(model.entries.values().stream()
                        .mapToLong(Entry::fingerprint)
                        .sum());
        long[] offsets = snapshot.lastOffsets();
        for (int partition = 0; partition < 3; partition++) {
            long offset = partition < offsets.length ? offsets[partition] : -1;
            assertThat(offset).isEqualTo(model.lastOffset(partition));
        }
    }

    @Test
    void leavesOutWhatIsNotJsonEvenIfWholeBlocksAreNot() {
        var list = new EntryList();
        for (int offset = 0; offset < 1_000; offset++) {
            boolean json = offset == 600 || offset == 999;
            list.add(entry(0, offset, null, json ? "" + offset : "x"));
        }

        list.publish();

        assertThat(json(list.snapshot())).isEqualTo("[600,999]");
        assertThat(body(list.snapshot()).length()).isEqualTo(9);
        assertThat(list.snapshot().members()).isEqualTo(2);
    }

    @Test
    void isAnEmptyArrayWithoutAnyJson() {
        var list = new EntryList();
        list.add(entry(0, 0, null, "x"));

        list.publish();

        assertThat(json(list.snapshot())).isEqualTo("[]");
        assertThat(body(list.snapshot()).length()).isEqualTo(2);
    }

    @Test
    void readersKeepTheirSnapshotUntilTheNextPublish() {
        var list = new EntryList();
        Entry first = entry(0, 0, "a", "1");
        list.add(first);
        list.publish();
        ListSnapshot before = list.snapshot();

        list.remove(first);
        list.add(entry(0, 1, "a", "2"));

        assertThat(json(list.snapshot())).isEqualTo("[1]");
        list.publish();
        assertThat(json(before)).isEqualTo("[1]");
        assertThat(json(list.snapshot())).isEqualTo("[2]");
    }

    @Test
    void publishingWithoutAChangeKeepsTheSnapshot() {
        var list = new EntryList();
        list.add(entry(0, 0, "a", "1"));
        list.publish();
        ListSnapshot before = list.snapshot();

        list.publish();

        assertThat(list.snapshot()).isSameAs(before);
    }

    @Test
    void doesNotRememberPartitionsThatHaveBecomeEmpty() {
        var list = new EntryList();
        Entry gone = entry(2, 7, "b", "2");
        list.add(entry(0, 3, "a", "1"));
        list.add(gone);
        list.remove(gone);

        list.publish();

        assertThat(list.snapshot().lastOffsets()).containsExactly(3);
    }

    @Test
    void refusesToRemoveWhatIsNotThere() {
        var list = new EntryList();
        list.add(entry(0, 3, "a", "1"));

        assertThatIllegalStateException().isThrownBy(() -> list.remove(entry(0, 4, "a", "1")));
    }

    @Test
    void unionHasEachEntryOnceAndOfEachKeyTheLatest() {
        Entry old = entry(0, 1, "a", "1");
        Entry fresh = entry(0, 5, "a", "5");
        Entry keyless = entry(0, 3, null, "3");
        Entry other = entry(1, 0, "b", "0");

        ListSnapshot union = ListSnapshot.union(
                List.of(ListSnapshot.of(List.of(old, keyless)), ListSnapshot.of(List.of(keyless, fresh, other))));

        assertThat(json(union)).isEqualTo("[3,5,0]");
        assertThat(union.lastOffsets()).containsExactly(5, 0);
        assertThat(union.fingerprint())
                .isEqualTo(ListSnapshot.of(List.of(keyless, fresh, other)).fingerprint());
    }
}
