package io.sluice.record.schema;

import java.util.EnumSet;
import java.util.Iterator;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What texts have in common. One thread. */
final class TextState {
    private static final int MAX_ENUM_LENGTH = 64;

    private long count;
    private Set<TextFormat> formats = EnumSet.allOf(TextFormat.class);
    private @Nullable SortedSet<String> distinct;

    TextState(SchemaRules rules) {
        this.distinct = rules.enums() ? new TreeSet<>() : null;
    }

    void observe(String text) {
        count++;
        if (!formats.isEmpty()) {
            for (Iterator<TextFormat> each = formats.iterator(); each.hasNext(); ) {
                if (!each.next().fits(text)) {
                    each.remove();
                }
            }
        }
        if (distinct != null) {
            keep(distinct, text);
        }
    }

    void mergeFrom(TextState other) {
        count += other.count;
        formats.retainAll(other.formats);
        if (distinct != null) {
            if (other.distinct == null) {
                distinct = null;
            } else {
                for (String text : other.distinct) {
                    if (distinct != null) {
                        keep(distinct, text);
                    }
                }
            }
        }
    }

    private void keep(SortedSet<String> values, String text) {
        values.add(text);
        if (values.size() > SchemaRules.ENUM_VALUES || text.length() > MAX_ENUM_LENGTH) {
            distinct = null;
        }
    }

    /** The format of all texts; null when they share none. */
    @Nullable TextFormat format() {
        return formats.size() == 1 ? formats.iterator().next() : null;
    }

    /** All values, in order, if they are few and were seen often; else none. */
    Set<String> values() {
        SortedSet<String> values = distinct;
        return values != null && count >= SchemaRules.ENUM_SAMPLES ? values : Set.of();
    }
}
