package io.sluice.record.schema;

import java.util.EnumMap;
import java.util.Map;

/** Counts what did not get into a document, by reason. One thread. */
public final class LeftOut {
    private final Map<Reason, Long> counts = new EnumMap<>(Reason.class);

    /** Why something is not in a document. */
    public enum Reason {
        /** The exchange has no response. */
        NO_RESPONSE("exchanges without a response"),
        /** OpenAPI has no place for the method. */
        METHOD("exchanges with a method that OpenAPI does not know"),
        /** A user's template says so. */
        IGNORED("exchanges that a template ignores"),
        /** There are too many paths. */
        PATHS("exchanges beyond the bound for paths"),
        /** There are too many hosts. */
        HOSTS("exchanges beyond the bound for hosts"),
        /** There are too many parameters of one operation. */
        PARAMETERS("parameters beyond the bound for one operation"),
        /** There are too many media types of one message. */
        MEDIA_TYPES("bodies beyond the bound for media types"),
        /** There are too many properties of one object. */
        PROPERTIES("properties beyond the bound for one object"),
        /** Values are nested too deep. */
        DEPTH("values beyond the bound for nesting"),
        /** A body is not what its media type says, because it was cut or is malformed. */
        UNREADABLE("bodies that are not what their media type says");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /** What is left out, in the plural. */
        public String words() {
            return words;
        }
    }

    /** Counts one more. */
    public void count(Reason reason) {
        counts.merge(reason, 1L, Long::sum);
    }

    /** How many were counted for a reason. */
    public long of(Reason reason) {
        return counts.getOrDefault(reason, 0L);
    }

    /** All counts that are not zero. */
    public Map<Reason, Long> counts() {
        return counts;
    }
}
