package io.sluice.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Clients at work, each in a thread of its own, one step after the other. Started and stopped by one thread. */
final class Load {
    private static final Duration BETWEEN_STEPS = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Book book;
    private final List<Client> clients = new ArrayList<>();
    private volatile boolean stopping;

    Load(Book book) {
        this.book = book;
    }

    /** A client that goes on until it is told to stop. */
    private final class Client {
        private final String name;
        private final Runnable step;
        private final AtomicLong steps = new AtomicLong();
        private final Thread thread;

        private Client(String name, Runnable step) {
            this.name = name;
            this.step = step;
            this.thread = new Thread(this::work, name);
            thread.setDaemon(true);
        }

        private void work() {
            try {
                while (!stopping) {
                    step.run();
                    steps.incrementAndGet();
                    Pause.of(BETWEEN_STEPS);
                }
            } catch (RuntimeException | AssertionError e) {
                book.check(false, name + " gave up: " + e);
            }
        }
    }

    /** Adds a client before {@link #start}. */
    void add(String name, Runnable step) {
        clients.add(new Client(name, step));
    }

    void start() {
        clients.forEach(client -> client.thread.start());
    }

    /** Waits until each client has done some steps that began after this call. */
    void awaitSteps(int count) {
        long[] wanted = clients.stream()
                .mapToLong(client -> client.steps.get() + count + 1)
                .toArray();
        for (int i = 0; i < wanted.length; i++) {
            Client client = clients.get(i);
            long steps = wanted[i];
            Pause.until(
                    client.name + " has done " + count + " more steps",
                    PATIENCE,
                    () -> client.steps.get() >= steps || !client.thread.isAlive());
        }
    }

    /** Lets each client finish its step and waits for that. */
    void stop() {
        stopping = true;
        try {
            for (Client client : clients) {
                client.thread.join(PATIENCE.toMillis());
                book.check(!client.thread.isAlive(), client.name + " does not come to an end");
            }
        } catch (InterruptedException e) {
            throw Child.interrupted(e);
        }
    }
}
