package io.sluice.rest.broker;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.KafkaException;

/** Puts the answers to several questions together; the first failure is the failure of all. Owned by the loop's thread. */
public final class Gathering<K, V> {
    private final Map<K, V> answers = new HashMap<>();
    private final Reply<Map<K, V>> whole;
    private int missing;
    private boolean ended;

    /**
     * Waits for answers.
     *
     * @param questions how many will be asked; with none the whole is answered at once
     */
    public Gathering(int questions, Reply<Map<K, V>> whole) {
        this.missing = questions;
        this.whole = whole;
        endWhenComplete();
    }

    /** Who takes the answer to one of the questions. */
    public Reply<V> part(K key) {
        return Reply.of(
                value -> {
                    answers.put(key, value);
                    missing--;
                    endWhenComplete();
                },
                this::fail);
    }

    private void endWhenComplete() {
        if (!ended && missing == 0) {
            ended = true;
            whole.answered(answers);
        }
    }

    private void fail(KafkaException failure) {
        if (!ended) {
            ended = true;
            whole.failed(failure);
        }
    }
}
