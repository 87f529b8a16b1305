package io.sluice.kafka.view;

import static io.sluice.kafka.TestRecords.bytes;
import static io.sluice.kafka.view.TestEntries.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class EntryTableTest {

    @Test
    void behavesLikeAMapWhateverIsPutAndRemoved() {
        for (int seed = 0; seed < 20; seed++) {
            var random = new Random(seed);
            var table = new EntryTable();
            Map<String, Entry> model = new HashMap<>();
            int keys = 1 + random.nextInt(400);

            for (int step = 0; step < 5_000; step++) {
                String key = "k" + random.nextInt(keys);
                if (random.nextInt(100) < 45) {
                    assertThat(table.remove(bytes(key))).isSameAs(model.remove(key));
                } else {
                    Entry entry = entry(0, step, key, "v" + step);
                    assertThat(table.put(entry)).isSameAs(model.put(key, entry));
                }
                if (random.nextInt(2_000) == 0) {
                    table.clear();
                    model.clear();
                }
            }

            assertSame(table, model, keys);
        }
    }

    private static void assertSame(EntryTable table, Map<String, Entry> model, int keys) {
        assertThat(table.size()).isEqualTo(model.size());
        for (int key = 0; key < keys; key++) {
            assertThat(table.get(bytes("k" + key))).isSameAs(model.get("k" + key));
        }
        List<Entry> visited = new ArrayList<>();
        table.forEach(visited::add);
        assertThat(visited).containsExactlyInAnyOrderElementsOf(model.values());
    }

    @Test
    void tellsAnEmptyKeyFromNone() {
        var table = new EntryTable();

        assertThat(table.get(new byte[0])).isNull();
        Entry entry = entry(0, 0, "", "v");
        table.put(entry);

        assertThat(table.get(new byte[0])).isSameAs(entry);
        assertThat(table.remove(new byte[0])).isSameAs(entry);
        assertThat(table.get(new byte[0])).isNull();
    }

    @Test
    void keysThatShareTheirHashStayApart() {
        var table = new EntryTable();
        Entry first = entry(0, 0, "Aa", "1");
        Entry second = entry(0, 1, "BB", "2");

        table.put(first);
        table.put(second);
        table.remove(bytes("Aa"));

        assertThat(first.hash()).isEqualTo(second.hash());
        assertThat(table.get(bytes("BB"))).isSameAs(second);
        assertThat(table.get(bytes("Aa"))).isNull();
    }

    @Test
    void readersNeverSeeAnotherKeysEntryNorMissOneThatStays() throws Exception {
        var table = new EntryTable();
        for (int key = 0; key < 50; key++) {
            table.put(entry(0, key, "stays" + key, "stays" + key));
        }
        var stopped = new AtomicBoolean();
        var readers = Executors.newFixedThreadPool(2);
        try {
            Future<Boolean> first = readers.submit(reader(table, stopped, 1));
            Future<Boolean> second = readers.submit(reader(table, stopped, 2));

            churn(table);
            stopped.set(true);

            assertThat(first.get()).isTrue();
            assertThat(second.get()).isTrue();
        } finally {
            readers.shutdownNow();
        }
    }

    private static void churn(EntryTable table) {
        var random = new Random(3);
        for (int step = 0; step < 300_000; step++) {
            String key = "goes" + random.nextInt(300);
            if (random.nextBoolean()) {
                table.put(entry(0, step, key, key));
            } else {
                table.remove(bytes(key));
            }
        }
    }

    private static Callable<Boolean> reader(EntryTable table, AtomicBoolean stopped, int seed) {
        return () -> {
            var random = new Random(seed);
            boolean right = true;
            while (!stopped.get() && right) {
                String stays = "stays" + random.nextInt(50);
                String goes = "goes" + random.nextInt(300);
                Entry staying = table.get(bytes(stays));
                Entry going = table.get(bytes(goes));
                right = staying != null && TestEntries.value(staying).equals(stays);
                right &= going == null || TestEntries.value(going).equals(goes);
            }
            return right;
        };
    }
}
