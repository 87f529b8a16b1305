package io.sluice.rest.consumer;

import com.google.re2j.Pattern;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an instance reads: topics, the topics that a pattern matches, or partitions that the client names; never two of
 * them. Owned by the loop's thread.
 */
final class Subscription {
    /** The kinds; {@code NONE} before the first and after an unsubscription. */
    enum Kind {
        NONE,
        TOPICS,
        PATTERN,
        PARTITIONS
    }

    private Kind kind = Kind.NONE;
    private Set<String> topics = Set.of();
    private @Nullable Pattern pattern;

    Kind kind() {
        return kind;
    }

    /** Whether a group decides which partitions are read. */
    boolean isByGroup() {
        return kind == Kind.TOPICS || kind == Kind.PATTERN;
    }

    /** The topics, for a pattern those that matched when it was looked last; empty when partitions are named. */
    List<String> topics() {
        return List.copyOf(topics);
    }

    /** Reads these topics instead of others; false when it does already. */
    boolean toTopics(Collection<String> wanted) {
        for (String topic : wanted) {
            if (topic.isEmpty()) {
                throw new IllegalArgumentException("Topic collection to subscribe to cannot contain an empty topic");
            }
        }
        become(Kind.TOPICS);
        Set<String> before = topics;
        topics = new LinkedHashSet<>(wanted);
        return !topics.equals(before);
    }

    /**
     * Reads the topics whose whole name matches.
     *
     * @throws IllegalArgumentException if the text is empty, too large or no pattern
     */
    void toPattern(String text) {
        Pattern compiled = TopicPatterns.compile(text);
        become(Kind.PATTERN);
        pattern = compiled;
        topics = Set.of();
    }

    /** Reads partitions that the client names. */
    void toPartitions() {
        become(Kind.PARTITIONS);
    }

    /** Reads nothing. */
    void clear() {
        kind = Kind.NONE;
        topics = Set.of();
        pattern = null;
    }

    /** Whether the topics of a pattern are others among these names; they are taken over then. */
    boolean rematch(Collection<String> names) {
        if (pattern == null) {
            return false;
        }
        Set<String> matching = new LinkedHashSet<>();
        for (String name : names) {
            if (pattern.matches(name)) {
                matching.add(name);
            }
        }
        boolean changed = !matching.equals(topics);
        topics = matching;
        return changed;
    }

    private void become(Kind wanted) {
        if (kind != Kind.NONE && kind != wanted) {
            throw new IllegalStateException("Subscription to topics, partitions and pattern are mutually exclusive");
        }
        kind = wanted;
    }
}
