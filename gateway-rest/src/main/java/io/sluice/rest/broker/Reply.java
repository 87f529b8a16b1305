package io.sluice.rest.broker;

import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;

/** Who is told how a request ended: exactly one of the two methods is called, once, by the loop's thread. */
public interface Reply<T> {
    /** The answer has come; it may still say that the broker refused. */
    void answered(T response);

    /** There is no answer: the broker is away, too slow or too old, or does not know who asks. */
    void failed(KafkaException failure);

    /** A reply made of two functions. */
    static <T> Reply<T> of(Consumer<T> answered, Consumer<KafkaException> failed) {
        return new Reply<>() {
            @Override
            public void answered(T response) {
                answered.accept(response);
            }

            @Override
            public void failed(KafkaException failure) {
                failed.accept(failure);
            }
        };
    }
}
