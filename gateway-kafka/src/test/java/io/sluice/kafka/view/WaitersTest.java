package io.sluice.kafka.view;

import static io.sluice.kafka.TestRecords.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WaitersTest {

    /** A request that counts how often it is woken. */
    private static final class Request implements Waiter {
        private final List<WaitKey> keys;
        private final long seen;
        private final AtomicInteger woken = new AtomicInteger();

        Request(long seen, WaitKey... keys) {
            this.keys = List.of(keys);
            this.seen = seen;
        }

        @Override
        public List<WaitKey> keys() {
            return keys;
        }

        @Override
        public long seen() {
            return seen;
        }

        @Override
        public void wake() {
            woken.incrementAndGet();
        }
    }

    private final Waiters waiters = new Waiters();

    private static WaitKey key(int number) {
        return new WaitKey.Key(bytes("k" + number));
    }

    @Test
    void wakesWhoWaitsForWhatHasChangedAndNobodyElse() {
        var one = new Request(1, key(1));
        var two = new Request(1, key(2));
        waiters.park(one);
        waiters.park(two);
        waiters.takeIn(1);

        waiters.note(key(1));
        waiters.announce();

        assertThat(one.woken).hasValue(1);
        assertThat(two.woken).hasValue(0);
        assertThat(waiters.parked()).isEqualTo(1);
    }

    @Test
    void wakesWhoHasSeenTooLittle() {
        var late = new Request(1, key(1));
        waiters.park(late);

        waiters.takeIn(2);

        assertThat(late.woken).hasValue(1);
        assertThat(waiters.parked()).isZero();
        assertThat(waiters.isEmpty()).isTrue();
    }

    @Test
    void wakesOnceWhoWaitsForSeveralThingsThatChange() {
        var both = new Request(1, key(1), key(2), key(1));
        waiters.park(both);
        waiters.takeIn(1);

        waiters.note(key(1));
        waiters.note(key(2));
        waiters.announce();

        assertThat(both.woken).hasValue(1);
        assertThat(waiters.parked()).isZero();
        assertThat(waiters.isEmpty()).isTrue();
    }

    @Test
    void leavingIsHarmlessBeforeAfterAndTwice() {
        var request = new Request(1, key(1));

        waiters.unpark(request);
        waiters.park(request);
        waiters.unpark(request);
        waiters.unpark(request);
        waiters.takeIn(1);

        assertThat(request.woken).hasValue(0);
        assertThat(waiters.parked()).isZero();
    }

    @Test
    void announcingToAllWakesEachOnce() {
        var one = new Request(1, key(1), key(2));
        var two = new Request(1, WaitKey.Whole.PROGRESS);
        waiters.park(one);
        waiters.park(two);
        waiters.takeIn(1);

        waiters.announceAll();

        assertThat(one.woken).hasValue(1);
        assertThat(two.woken).hasValue(1);
        assertThat(waiters.parked()).isZero();
    }

    @Test
    void noWakeUpIsLostWhateverTheInterleaving() {
        for (int seed = 0; seed < 300; seed++) {
            interleave(new Random(seed));
        }
    }

    /** Changes, looks, arrivals and turns in any order; who looked before a change of its key must be woken. */
    private void interleave(Random random) {
        var shared = new Waiters();
        long[] changedAt = new long[4];
        long version = 1;
        List<Request> looked = new ArrayList<>(); // looked, but not parked yet
        List<Request> parked = new ArrayList<>();
        for (int step = 0; step < 200; step++) {
            switch (random.nextInt(5)) {
                case 0 -> looked.add(new Request(version, key(random.nextInt(4))));
                case 1 -> {
                    if (!looked.isEmpty()) {
                        Request arriving = looked.remove(random.nextInt(looked.size()));
                        parked.add(arriving);
                        shared.park(arriving);
                    }
                }
                case 2 -> {
                    int changed = random.nextInt(4);
                    shared.note(key(changed));
                    version++;
                    changedAt[changed] = version;
                    shared.takeIn(version);
                    shared.announce();
                }
                case 3 -> shared.takeIn(version);
                default -> {
                    if (!parked.isEmpty()) {
                        shared.unpark(parked.remove(random.nextInt(parked.size())));
                    }
                }
            }
        }
        shared.takeIn(version);
        for (Request request : parked) {
            boolean missedChange = IntStream.range(0, 4)
                    .anyMatch(k -> request.keys().contains(key(k)) && changedAt[k] > request.seen());
            assertThat(request.woken.get()).isBetween(missedChange ? 1 : 0, 1);
            shared.unpark(request);
        }
        shared.takeIn(version);
        assertThat(shared.parked()).isZero();
        assertThat(shared.isEmpty()).isTrue();
    }
}
