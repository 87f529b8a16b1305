package io.sluice.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class IoThreadWatchTest {
    private final CountDownLatch over = new CountDownLatch(1);

    @Test
    void findsAnIoThreadThatIsParked() throws InterruptedException {
        var thread = thread("XNIO-7 I/O-1", this::waitUntilOver);

        List<String> findings = firstFindings();

        assertThat(findings.get(0)).startsWith("XNIO-7 I/O-1 waits (WAITING)").contains("CountDownLatch");
        end(thread);
    }

    @Test
    void findsAnIoThreadThatIsBlockedOnALock() throws InterruptedException {
        Thread thread;
        List<String> findings;
        synchronized (over) {
            thread = thread("XNIO-7 I/O-2", () -> {
                synchronized (over) {
                    over.countDown();
                }
            });

            findings = firstFindings();
        }

        assertThat(findings.get(0)).startsWith("XNIO-7 I/O-2 waits (BLOCKED)");
        end(thread);
    }

    @Test
    void findsAnIoThreadInAKafkaClient() throws InterruptedException {
        var consumer = new MockConsumer<String, String>("earliest");
        consumer.assign(List.of(new TopicPartition("items", 0)));
        consumer.updateBeginningOffsets(Map.of(new TopicPartition("items", 0), 0L));
        consumer.schedulePollTask(() -> {
            while (over.getCount() > 0) {
                Thread.onSpinWait();
            }
        });
        var thread = thread("XNIO-7 I/O-3", () -> consumer.poll(Duration.ZERO));

        List<String> findings = firstFindings();

        assertThat(findings.get(0))
                .startsWith("XNIO-7 I/O-3 calls a Kafka client")
                .contains("MockConsumer.poll");
        end(thread);
    }

    @Test
    void findsNothingInASelectorOrInOtherThreads() throws InterruptedException, IOException {
        try (Selector selector = Selector.open();
                IoThreadWatch watch = IoThreadWatch.start()) {
            var selecting = thread("XNIO-7 I/O-4", () -> select(selector));
            var other = thread("XNIO-7 task-1", this::waitUntilOver);

            await().until(() -> watch.samples() > 50);

            assertThat(watch.findings()).isEmpty();
            selector.wakeup();
            end(selecting);
            end(other);
        }
    }

    @Test
    void findsNothingInTheLockOfAClassThatIsLinked() throws InterruptedException {
        int[] lock = new int[0]; // as HotSpot's own
        try (IoThreadWatch watch = IoThreadWatch.start()) {
            Thread thread;
            synchronized (lock) {
                thread = thread("XNIO-7 I/O-8", () -> {
                    synchronized (lock) {
                        over.countDown();
                    }
                });

                await().until(() -> watch.samples() > 50 && thread.getState() == Thread.State.BLOCKED);

                assertThat(watch.findings()).isEmpty();
            }
            end(thread);
        }
    }

    @Test
    void findsNothingInTheLocksOfASelector() throws InterruptedException, IOException {
        try (Selector selector = Selector.open();
                IoThreadWatch watch = IoThreadWatch.start()) {
            Thread selecting;
            synchronized (selector) {
                Thread started = thread("XNIO-7 I/O-6", () -> select(selector));

                selecting = started;
                await().until(() -> started.getState() == Thread.State.BLOCKED);
                long before = watch.samples();
                await().until(() -> watch.samples() > before + 50);
            }

            assertThat(watch.findings()).isEmpty();
            selector.wakeup();
            end(selecting);
        }
    }

    private static void select(Selector selector) {
        try {
            selector.select();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void forgivesManyShortWaits() throws InterruptedException {
        var permits = new Semaphore(0);
        var thread = thread("XNIO-7 I/O-5", () -> {
            while (over.getCount() > 0) {
                permits.acquireUninterruptibly();
            }
        });
        try (IoThreadWatch watch = IoThreadWatch.start()) {

            await().pollDelay(Duration.ofMillis(1))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> {
                        permits.release();
                        return watch.samples() > 100;
                    });

            assertThat(watch.findings()).isEmpty();
        }
        permits.release(1_000_000);
        end(thread);
    }

    private static List<String> firstFindings() {
        try (IoThreadWatch watch = IoThreadWatch.start()) {
            await().until(() -> !watch.findings().isEmpty());
            return watch.findings();
        }
    }

    private static Thread thread(String name, Runnable action) {
        var thread = new Thread(action, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void waitUntilOver() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end(Thread thread) throws InterruptedException {
        over.countDown();
        thread.join();
    }
}
