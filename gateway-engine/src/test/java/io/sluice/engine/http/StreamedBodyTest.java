package io.sluice.engine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StreamedBodyTest {
    private final StreamedBody body = new StreamedBody(10);
    private final AtomicInteger calls = new AtomicInteger();

    private boolean offer(String text) {
        return body.offer(text.getBytes(StandardCharsets.UTF_8));
    }

    private String take(int most) {
        var buffer = ByteBuffer.allocate(most);
        body.take(buffer);
        return StandardCharsets.UTF_8.decode(buffer.flip()).toString();
    }

    @Test
    void givesWhatWasOfferedInPiecesOfAnySize() {
        var text = ByteBuffer.wrap("-abc-".getBytes(StandardCharsets.UTF_8), 1, 3);

        assertThat(body.offer(text)).isTrue();
        assertThat(offer("de")).isTrue();

        assertThat(text.remaining()).isEqualTo(3);
        assertThat(take(2)).isEqualTo("ab");
        assertThat(take(2)).isEqualTo("cd");
        assertThat(take(9)).isEqualTo("e");
        assertThat(take(9)).isEmpty();
    }

    @Test
    void wakesItsWriterOnceForManyOffers() {
        offer("a");
        body.open(calls::incrementAndGet);
        assertThat(calls).hasValue(0);
        assertThat(take(9)).isEqualTo("a");

        offer("b");
        offer("c");
        body.close();

        assertThat(calls).hasValue(1);
        assertThat(body.isClosed()).isTrue();
        assertThat(take(9)).isEqualTo("bc");
        assertThat(offer("d")).isFalse();
    }

    @Test
    void isWritableBelowHalfItsLimit() {
        offer("1234");
        assertThat(body.isWritable()).isTrue();
        body.whenWritable(calls::incrementAndGet);
        assertThat(calls).hasValue(1);

        offer("5");
        assertThat(body.isWritable()).isFalse();
        body.whenWritable(() -> calls.addAndGet(100));
        body.whenWritable(() -> calls.addAndGet(10));
        assertThat(calls).hasValue(1);
        take(1);
        take(1);

        assertThat(calls).hasValue(11);
    }

    @Test
    void isAbortedByTheOfferThatGoesPastTheLimit() {
        assertThat(offer("1234567890")).isTrue();
        body.whenWritable(calls::incrementAndGet);
        assertThat(offer("1")).isFalse();

        assertThat(body.isAborted()).isTrue();
        take(10);
        body.onGone(calls::incrementAndGet);
        body.gone();
        assertThat(calls).hasValue(0);
    }

    @Test
    void endsOnce() {
        body.open(calls::incrementAndGet);
        body.close();
        body.abort();
        body.close();

        assertThat(body.isClosed()).isTrue();
        assertThat(body.isAborted()).isFalse();
        assertThat(calls).hasValue(1);
    }

    @Test
    void tellsOnceThatItsClientHasGone() {
        body.onGone(calls::incrementAndGet);
        offer("lost");

        body.gone();
        body.gone();

        assertThat(calls).hasValue(1);
        assertThat(take(9)).isEmpty();
        assertThat(offer("late")).isFalse();
        body.onGone(calls::incrementAndGet);
        assertThat(calls).as("told at once").hasValue(2);
    }

    @Test
    void refusesWhatMakesNoSense() {
        body.open(() -> {});
        body.onGone(() -> {});

        assertThatIllegalStateException().isThrownBy(() -> body.open(() -> {}));
        assertThatIllegalStateException().isThrownBy(() -> body.onGone(() -> {}));
        assertThatIllegalArgumentException().isThrownBy(() -> new StreamedBody(1));
        assertThatThrownBy(body::chunks).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> body.chunk(0)).isInstanceOf(UnsupportedOperationException.class);
        assertThat(body.length()).isEqualTo(Body.UNKNOWN);
    }

    @Test
    void losesNoWakeUpBetweenTwoThreads() throws Exception {
        int total = 200_000;
        var woken = new Semaphore(1);
        var writable = new Semaphore(0);
        body.open(woken::release);
        var producer = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < total; i++) {
                assertThat(offer("x")).isTrue();
                if (!body.isWritable()) {
                    body.whenWritable(writable::release);
                    acquire(writable);
                }
            }
            body.close();
        });

        int taken = 0;
        boolean ended = false;
        while (!ended) {
            acquire(woken);
            boolean last;
            int count;
            do {
                last = body.isClosed();
                count = take(3).length();
                taken += count;
            } while (count > 0);
            ended = last;
        }

        producer.get(10, TimeUnit.SECONDS);
        assertThat(taken).isEqualTo(total);
    }

    private static void acquire(Semaphore semaphore) {
        try {
            assertThat(semaphore.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void isNoOtherLengthThanWasAnnounced() {
        var exact = new StreamedBody(10, 3);
        assertThat(exact.offer(new byte[3])).isTrue();
        exact.close();
        assertThat(exact.isClosed()).isTrue();
        assertThat(exact.length()).isEqualTo(3);

        var longer = new StreamedBody(10, 3);
        assertThat(longer.offer(new byte[2])).isTrue();
        assertThat(longer.offer(new byte[2])).isFalse();
        assertThat(longer.isAborted()).isTrue();

        var shorter = new StreamedBody(10, 3);
        assertThat(shorter.offer(new byte[2])).isTrue();
        shorter.close();
        assertThat(shorter.isAborted()).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> new StreamedBody(10, -2));
    }
}
