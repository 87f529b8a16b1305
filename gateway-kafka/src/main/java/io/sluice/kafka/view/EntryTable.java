package io.sluice.kafka.view;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Finds the latest record of a key.
 *
 * <p>Open addressing with linear probing over one array of references: a node per key would cost more than many records
 * do. One thread writes, any thread reads without a lock. A reader sees each slot's entry before or after a change,
 * never anything else: entries are immutable and slots are published with release and read with acquire. A removed
 * entry leaves a marker, so that probing goes on past it; the table is copied to a new array when entries and markers
 * fill more than half of it.
 */
final class EntryTable {
    private static final int MIN_CAPACITY = 64;
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Entry[].class);
    private static final Entry REMOVED =
            new Entry(new ConsumerRecord<>("", 0, -1, null, new byte[0]), EntryFields.NONE, false);

    private volatile @Nullable Entry[] slots = new Entry[MIN_CAPACITY];
    private int used; // entries and markers; owned by the writer
    private int size; // entries; owned by the writer

    /** The entry of a key; null when there is none. Any thread. */
    @Nullable Entry get(byte[] key) {
        @Nullable Entry[] table = slots;
        int mask = table.length - 1;
        int hash = Entry.hash(key);
        for (int i = hash & mask; ; i = (i + 1) & mask) {
            Entry entry = (Entry) SLOT.getAcquire(table, i);
            if (entry == null) {
                return null;
            }
            if (entry.hash() == hash && entry != REMOVED && entry.hasKey(key)) {
                return entry;
            }
        }
    }

    /** Puts an entry in place of its key's former one, which is returned; null when the key is new. */
    @Nullable Entry put(Entry entry) {
        @Nullable Entry[] table = slots;
        int mask = table.length - 1;
        int i = entry.hash() & mask;
        for (Entry found = table[i]; found != null; i = (i + 1) & mask, found = table[i]) {
            if (found != REMOVED && found.hash() == entry.hash() && found.hasKeyOf(entry)) {
                SLOT.setRelease(table, i, entry);
                return found;
            }
        }
        SLOT.setRelease(table, i, entry);
        size++;
        used++;
        if (used * 2 > table.length) {
            rehash();
        }
        return null;
    }

    /** Removes the entry of a key and returns it; null when there is none. */
    @Nullable Entry remove(byte[] key) {
        @Nullable Entry[] table = slots;
        int mask = table.length - 1;
        int hash = Entry.hash(key);
        int i = hash & mask;
        for (Entry found = table[i]; found != null; i = (i + 1) & mask, found = table[i]) {
            if (found != REMOVED && found.hash() == hash && found.hasKey(key)) {
                SLOT.setRelease(table, i, REMOVED);
                size--;
                return found;
            }
        }
        return null;
    }

    /** The number of keys; exact on the writer's thread. */
    int size() {
        return size;
    }

    /** Visits all entries, on the writer's thread; the visitor may not change the table. */
    void forEach(Consumer<Entry> visitor) {
        for (Entry entry : slots) {
            if (entry != null && entry != REMOVED) {
                visitor.accept(entry);
            }
        }
    }

    void clear() {
        slots = new Entry[MIN_CAPACITY];
        used = 0;
        size = 0;
    }

    private void rehash() {
        int capacity = MIN_CAPACITY;
        while (capacity < size * 3L) {
            capacity <<= 1;
        }
        @Nullable Entry[] table = new Entry[capacity];
        forEach(entry -> {
            int i = entry.hash() & (table.length - 1);
            while (table[i] != null) {
                i = (i + 1) & (table.length - 1);
            }
            table[i] = entry;
        });
        used = size;
        slots = table;
    }
}
