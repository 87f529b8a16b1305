package io.sluice.kafka.view;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Finds records by the values of certain headers. One thread writes; {@link #find} may be called by any.
 *
 * <p>A record with several values of a header stands under each of them, so under each combination of values, up to {@value
 * #MAX_COMBINATIONS}: a record must not be able to fill the memory.
 */
final class HeaderIndex {
    private static final int MAX_COMBINATIONS = 256;

    private final List<String> names;
    private final Map<List<String>, EntryList> lists = new ConcurrentHashMap<>();
    private final Set<List<String>> changed = new HashSet<>(); // owned by the writer

    /** An index over headers, their names sorted. */
    HeaderIndex(List<String> names) {
        this.names = names;
    }

    /** The records with these values as of the last {@link #publish}. */
    ListSnapshot find(List<String> values) {
        EntryList list = lists.get(values);
        return list == null ? ListSnapshot.EMPTY : list.snapshot();
    }

    void add(Entry entry) {
        forEachCombination(entry, values -> {
            lists.computeIfAbsent(values, key -> new EntryList()).add(entry);
            changed.add(values);
        });
    }

    void remove(Entry entry) {
        forEachCombination(entry, values -> {
            EntryList list = lists.get(values);
            if (list != null) {
                list.remove(entry);
                changed.add(values);
            }
        });
    }

    /** Makes changes visible and tells which values they concern. */
    void publish(Consumer<WaitKey> onChange) {
        for (List<String> values : changed) {
            EntryList list = lists.get(values);
            if (list != null) {
                list.publish();
                if (list.isEmpty()) {
                    lists.remove(values);
                }
            }
            onChange.accept(new WaitKey.HeaderValues(names, values));
        }
        changed.clear();
    }

    void clear() {
        lists.clear();
        changed.clear();
    }

    private void forEachCombination(Entry entry, Consumer<List<String>> action) {
        List<List<String>> combinations = List.of(List.of());
        for (String name : names) {
            Set<String> values = new LinkedHashSet<>(entry.fields().filtered().getOrDefault(name, List.of()));
            List<List<String>> longer = new ArrayList<>();
            for (List<String> combination : combinations) {
                for (String value : values) {
                    if (longer.size() == MAX_COMBINATIONS) {
                        break;
                    }
                    List<String> extended = new ArrayList<>(combination);
                    extended.add(value);
                    longer.add(extended);
                }
            }
            combinations = longer;
        }
        combinations.forEach(action);
    }
}
