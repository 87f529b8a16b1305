package io.sluice.kafka.view;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a request may wait for a change of. */
public sealed interface WaitKey permits WaitKey.Key, WaitKey.HeaderValues, WaitKey.Whole {

    /** The record of a key. */
    final class Key implements WaitKey {
        private final byte[] key;

        /** The array must not change. */
        public Key(byte[] key) {
            this.key = key;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key that && Arrays.equals(key, that.key);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(key);
        }
    }

    /**
     * The records whose headers have these values.
     *
     * @param names header names, sorted
     * @param values a value for each name
     */
    record HeaderValues(List<String> names, List<String> values) implements WaitKey {}

    /** The topic as a whole. */
    enum Whole implements WaitKey {
        /** Any record. */
        ANY_RECORD,
        /** The view reading on, with or without records. */
        PROGRESS
    }
}
