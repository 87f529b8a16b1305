package io.sluice.kafka.view;

import static io.sluice.kafka.view.TestEntries.entry;
import static io.sluice.kafka.view.TestEntries.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HeaderIndexTest {
    private static final List<String> NAMES = List.of("color", "size");

    private final HeaderIndex index = new HeaderIndex(NAMES);

    private void publish() {
        index.publish(key -> {});
    }

    @Test
    void findsWhatAScanFinds() {
        var random = new Random(7);
        List<Entry> all = new ArrayList<>();

        for (int step = 0; step < 2_000; step++) {
            if (random.nextInt(3) == 0 && !all.isEmpty()) {
                index.remove(all.remove(random.nextInt(all.size())));
            } else {
                Entry added = anyEntry(random, step);
                index.add(added);
                all.add(added);
            }
        }
        publish();

        for (String color : List.of("red", "green", "none")) {
            for (String size : List.of("s", "m", "none")) {
                String expected = all.stream()
                        .filter(entry -> entry.hasHeader("color", color) && entry.hasHeader("size", size))
                        .map(TestEntries::value)
                        .collect(Collectors.joining(",", "[", "]"));
                assertThat(json(index.find(List.of(color, size)))).isEqualTo(expected);
            }
        }
    }

    private static Entry anyEntry(Random random, int offset) {
        List<String> headers = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            headers.addAll(List.of("color", random.nextBoolean() ? "red" : "green"));
        }
        if (random.nextBoolean()) {
            headers.addAll(List.of("size", random.nextBoolean() ? "s" : "m"));
        }
        return entry(0, offset, "k" + offset, "" + offset, headers.toArray(String[]::new));
    }

    @Test
    void tellsWhichValuesHaveChanged() {
        index.add(entry(0, 0, "a", "1", "color", "red", "size", "s"));
        publish();
        Set<WaitKey> changed = new HashSet<>();

        index.add(entry(0, 1, "b", "2", "color", "red", "size", "m"));
        index.publish(changed::add);

        assertThat(changed).containsExactly(new WaitKey.HeaderValues(NAMES, List.of("red", "m")));
    }

    @Test
    void aRecordWithManyValuesCannotFillTheMemory() {
        List<String> headers = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            headers.addAll(List.of("color", "c" + i, "size", "s" + i));
        }
        Entry hostile = entry(0, 0, "a", "1", headers.toArray(String[]::new));
        Set<WaitKey> changed = new HashSet<>();

        index.add(hostile);
        index.publish(changed::add);
        index.remove(hostile);
        index.publish(key -> {});

        assertThat(changed).hasSizeLessThanOrEqualTo(256);
        assertThat(index.find(List.of("c0", "s0")).first()).isNull();
    }

    @Test
    void forgetsEverythingOnClear() {
        index.add(entry(0, 0, "a", "1", "color", "red", "size", "s"));
        publish();

        index.clear();

        assertThat(index.find(List.of("red", "s")).first()).isNull();
    }
}
