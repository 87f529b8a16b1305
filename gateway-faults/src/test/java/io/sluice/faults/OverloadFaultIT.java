package io.sluice.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

/** Far more is sent than the gateway has room for, while the brokers take little. */
class OverloadFaultIT {
    private static final int CONNECTIONS = 400;
    private static final int QUEUE = 4 << 20;
    private static final int SMALLEST = 1_000;
    private static final int LARGEST = 900_000;
    private static final long BROKERS_TAKE = 2_000_000; // bytes per second and connection
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final long HEAP_SLACK = 24L << 20;
    private static final long DIRECT_LIMIT = 48L << 20;
    private static final int ROUNDS = 2;

    private final Random random = new Random(11);

    /** Bodies of any size, from many connections, again and again. */
    @Test
    void manyLargeBodiesAtOnce() {
        flood("overload", ROUNDS, () -> random.nextInt(SMALLEST, LARGEST));
    }

    /** The worst case: the gateway has nearly all of each of the largest bodies, and none is complete. */
    @Test
    void largestBodiesHeldBack() {
        flood("overload-held", 1, () -> LARGEST);
    }

    private void flood(String name, int rounds, IntSupplier sizes) {
        try (var scenario = Scenario.of(name, Map.of("QUEUE", Integer.toString(QUEUE)))) {
            Child gateway = scenario.gateway().process();
            Book book = scenario.book();
            round(scenario, -1, 1, () -> SMALLEST);
            long heapBefore = Meter.liveHeapBytes(gateway);
            long mostDirect = 0;
            book.faultBegins(false);
            scenario.brokers().links().forEach(link -> link.slow(Duration.ZERO, BROKERS_TAKE));
            for (int round = 0; round < rounds; round++) {
                round(scenario, round, CONNECTIONS, sizes);
                mostDirect = Math.max(mostDirect, Meter.directBytes(gateway));
            }
            scenario.brokers().links().forEach(Link::heal);
            long recovering = System.nanoTime();
            round(scenario, rounds, 1, () -> LARGEST);
            book.calmReturns();
            long recovered = System.nanoTime() - recovering;
            round(scenario, rounds + 1, 1, () -> LARGEST);

            assertThat(book.refused()).as("refused requests").isPositive();
            assertThat(mostDirect).as("direct memory").isLessThan(DIRECT_LIMIT);
            assertThat(Meter.liveHeapBytes(gateway) - heapBefore - scenario.itemBytes())
                    .as("heap that is kept beside the records")
                    .isLessThan(HEAP_SLACK);
            Figures.add(name, book, scenario.checkTopics(), recovered);
            scenario.finish();
        }
    }

    /** Sends many requests so that all of them are nearly complete before the first is. */
    private static void round(Scenario scenario, int round, int connections, IntSupplier sizes) {
        ExecutorService clients = Executors.newFixedThreadPool(connections);
        List<Held> held = new ArrayList<>();
        try {
            List<Future<Held>> sending = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                String key = "k" + i;
                String json = Items.json(key, round + 2, sizes.getAsInt());
                var headers = Map.of("content-type", "application/json");
                var write = new Write(key + "-" + round, scenario.topic("items"), key, json, headers);
                scenario.book().enter(write);
                sending.add(clients.submit(() -> send(scenario, write, json)));
            }
            for (Future<Held> sent : sending) {
                held.add(sent.get());
            }
            List<Future<Boolean>> ends = new ArrayList<>();
            held.forEach(one -> ends.add(clients.submit(() -> finish(scenario.book(), one))));
            for (Future<Boolean> end : ends) {
                end.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            throw Child.interrupted(e);
        } finally {
            clients.shutdownNow();
        }
    }

    /**
     * A request that lacks its last byte.
     *
     * @param mark the book's, from before it was sent
     */
    private record Held(Write write, HeldRequest request, long mark) {}

    private static Held send(Scenario scenario, Write write, String json) {
        long mark = scenario.book().mark();
        try {
            return new Held(write, HeldRequest.send(scenario.gateway().uri(), write, json, PATIENCE), mark);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean finish(Book book, Held held) {
        try (HeldRequest request = held.request()) {
            Answer answer = request.finish();
            book.ended("PUT " + held.write().key(), held.mark(), answer);
            boolean acknowledged = held.write().attempted(answer);
            if (acknowledged) {
                book.acknowledged(held.write());
            }
            return acknowledged;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
