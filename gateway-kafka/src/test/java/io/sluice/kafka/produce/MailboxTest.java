package io.sluice.kafka.produce;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MailboxTest {
    private static final long LONG = Duration.ofMinutes(1).toNanos();

    private final Mailbox<Integer> mailbox = new Mailbox<>();

    @Test
    void givesWhatWasLeftInOrder() {
        mailbox.put(1);
        mailbox.put(2);

        assertThat(mailbox.take(LONG)).isEqualTo(1);
        assertThat(mailbox.take(LONG)).isEqualTo(2);
        assertThat(mailbox.isEmpty()).isTrue();
    }

    @Test
    void givesUpAfterTheTime() {
        assertThat(mailbox.take(1)).isNull();
    }

    @Test
    void losesNothingAndWakesTheTakerWhenManyPut() throws InterruptedException {
        int threads = 4;
        int each = 50_000;
        List<Thread> writers = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int first = t * each;
            writers.add(new Thread(() -> {
                for (int i = 0; i < each; i++) {
                    mailbox.put(first + i);
                }
            }));
        }
        writers.forEach(Thread::start);
        boolean[] seen = new boolean[threads * each];

        // A lost wake-up would make one take last a minute, longer than the test may.
        for (int taken = 0; taken < seen.length; taken++) {
            int item = next();
            assertThat(seen[item]).isFalse();
            seen[item] = true;
        }

        for (Thread writer : writers) {
            writer.join();
        }
        assertThat(mailbox.isEmpty()).isTrue();
    }

    @Test
    void losesNothingAndWakesTheTakerWhenOneWakeUpServesMany() throws InterruptedException {
        int items = 100_000;
        int turn = 10;
        var writer = new Thread(() -> {
            for (int i = 0; i < items; i++) {
                mailbox.leave(i);
                if (i % turn == turn - 1) {
                    mailbox.wake();
                }
            }
        });
        writer.start();

        for (int i = 0; i < items; i++) {
            assertThat(next()).isEqualTo(i);
        }

        writer.join();
        assertThat(mailbox.isEmpty()).isTrue();
    }

    private int next() {
        Integer item = mailbox.take(LONG);
        while (item == null) { // a thread may be woken for nothing
            item = mailbox.take(LONG);
        }
        return item;
    }
}
