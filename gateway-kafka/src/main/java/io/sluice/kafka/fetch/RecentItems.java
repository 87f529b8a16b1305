package io.sluice.kafka.fetch;

import io.sluice.kafka.view.Entry;
import org.jspecify.annotations.Nullable;

/**
 * The ready answers of the records that were asked for last, so that a record that many ask for is not described anew for
 * each of them. Any thread.
 *
 * <p>A record has one place, where the latest of those that share it is kept: no order is kept, no lock is taken, and a
 * race between two threads costs an answer made twice. Places hold small records only, up to {@value #MAX_SIZE}
 * characters and bytes with key and fields, so that what they keep of records that a view has dropped is bounded.
 */
public final class RecentItems {
    private static final int PLACES = 1 << 12;
    private static final int MAX_SIZE = 4 << 10;

    /** Immutable, so that a thread sees all of it or nothing. */
    private record Place(Entry entry, ItemRepresentation item) {}

    private final @Nullable Place[] places = new Place[PLACES];

    /** Without records. */
    public RecentItems() {}

    /** What is sent of a topic's record; an entry belongs to one incarnation of its topic only. */
    ItemRepresentation of(String topic, Entry entry, String incarnation) {
        int index = index(entry);
        Place place = places[index];
        if (place != null && place.entry == entry) {
            return place.item;
        }
        var item = ItemRepresentation.of(topic, entry, incarnation);
        if (entry.array().length + item.fieldLength() <= MAX_SIZE) {
            places[index] = new Place(entry, item);
        }
        return item;
    }

    /** Offsets that follow one another have different places. */
    private static int index(Entry entry) {
        return (int) (entry.offset() + entry.partition() * 0x9E3779B9L) & (PLACES - 1);
    }
}
