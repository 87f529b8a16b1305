package io.sluice.bench.control;

import java.time.Duration;

/**
 * A consumer and nothing else.
 *
 * <p>Arguments: the broker's address, a topic, and either {@code load} with a number of records, which prints
 * {@code loaded} once it has them; or {@code follow}, which prints {@code record NANOS} for each record that comes, by
 * {@link System#nanoTime}: on Linux one clock for all processes.
 */
public final class BareConsumer {
    private BareConsumer() {}

    /** Consumes until all records are there or the process is ended. */
    public static void main(String[] arguments) {
        boolean follows = arguments[2].equals("follow");
        try (var consumer = Controls.consumer(arguments[0], arguments[1], follows)) {
            long missing = follows ? Long.MAX_VALUE : Long.parseLong(arguments[3]);
            if (follows) {
                System.out.println("ready");
            }
            while (missing > 0) {
                var records = consumer.poll(Duration.ofMillis(500));
                long now = System.nanoTime();
                missing -= records.count();
                if (follows) {
                    records.forEach(item -> System.out.println("record " + now));
                }
            }
            System.out.println("loaded");
        }
    }
}
