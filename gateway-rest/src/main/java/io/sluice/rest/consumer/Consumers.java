package io.sluice.rest.consumer;

import io.sluice.rest.broker.BrokerLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The consumer instances of one exit, by group and name. All methods are for any thread.
 *
 * <p>An instance that nobody uses for the settings' {@code instanceTimeout} is deleted, by a look every second. Finding it
 * is a use, and so is a read for as long as it waits.
 */
public final class Consumers implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Consumers.class);
    private static final long SWEEP_MILLIS = 1_000;
    private static final long CLOSE_SECONDS = 10;

    private record Key(String group, String name) {}

    private static final class Entry {
        private final ConsumerInstance instance;
        private volatile long usedAt; // in nanoseconds of the clock

        private Entry(ConsumerInstance instance, long now) {
            this.instance = instance;
            this.usedAt = now;
        }
    }

    private final BrokerLoop loop;
    private final ConsumersSettings settings;
    private final LongSupplier nanos;
    private final BufferRoom room; // owned by the loop's thread
    private final Map<Key, Entry> entries = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean closed;

    /** Instances that live on a loop, which the caller starts before and closes after. */
    public Consumers(BrokerLoop loop, ConsumersSettings settings) {
        this(loop, settings, System::nanoTime);
    }

    /**
     * Instances whose expiry goes by another clock.
     *
     * @param nanos a clock that only goes forward, in nanoseconds
     */
    Consumers(BrokerLoop loop, ConsumersSettings settings, LongSupplier nanos) {
        this.loop = loop;
        this.settings = settings;
        this.nanos = nanos;
        this.room = new BufferRoom(settings.bufferBytes());
    }

    /** Begins to look for instances that have expired. */
    public void start() {
        CompletableFuture<@Nullable Void> unused = loop.call(answer -> {
            loop.after(SWEEP_MILLIS, this::sweep);
            answer.complete(null);
        });
    }

    /**
     * Creates an instance; empty if the group has one of that name.
     *
     * @throws InstanceLimitException if there are too many
     */
    public Optional<ConsumerInstance> create(String group, String name, ConsumerOptions options) {
        var key = new Key(group, name);
        if (entries.containsKey(key)) {
            return Optional.empty();
        }
        if (count.incrementAndGet() > settings.maxInstances()) {
            count.decrementAndGet();
            throw new InstanceLimitException(settings.maxInstances(), "consumer instances");
        }
        var instance = new ConsumerInstance(loop, group, name, options, settings, room);
        if (closed || entries.putIfAbsent(key, new Entry(instance, nanos.getAsLong())) != null) {
            count.decrementAndGet();
            return Optional.empty();
        }
        return Optional.of(instance);
    }

    /** The instance, which counts as used now; empty if there is none. */
    public Optional<ConsumerInstance> find(String group, String name) {
        Entry entry = entries.get(new Key(group, name));
        if (entry == null) {
            return Optional.empty();
        }
        entry.usedAt = nanos.getAsLong();
        return Optional.of(entry.instance);
    }

    /** Whether there is such an instance; asking is no use of it. */
    public boolean holds(String group, String name) {
        return entries.containsKey(new Key(group, name));
    }

    /** Deletes an instance; false if there is none. Its name is free at once, the group is left in the background. */
    public boolean delete(String group, String name) {
        return delete(new Key(group, name)) != null;
    }

    /** How many instances there are. */
    public int count() {
        return entries.size();
    }

    /** Ends reads that wait as if their time were over, because the gateway is stopping. */
    public void drain() {
        entries.values().forEach(entry -> entry.instance.drain());
    }

    private @Nullable CompletableFuture<@Nullable Void> delete(Key key) {
        Entry entry = entries.remove(key);
        if (entry == null) {
            return null;
        }
        count.decrementAndGet();
        return entry.instance.close();
    }

    private void sweep() {
        long now = nanos.getAsLong();
        long timeout = settings.instanceTimeout().toNanos();
        entries.forEach((key, entry) -> {
            if (entry.instance.isRead()) {
                entry.usedAt = now;
            } else if (now - entry.usedAt >= timeout) {
                LOGGER.atDebug().addKeyValue("group", key.group()).log("a consumer instance has expired");
                var unused = delete(key);
            }
        });
        if (!closed) {
            loop.after(SWEEP_MILLIS, this::sweep);
        }
    }

    /** Deletes all instances, and waits up to ten seconds until their groups have been left. Not for the loop's thread. */
    @Override
    public void close() {
        closed = true;
        List<CompletableFuture<?>> endings = new ArrayList<>();
        for (Key key : List.copyOf(entries.keySet())) {
            CompletableFuture<@Nullable Void> ending = delete(key);
            if (ending != null) {
                endings.add(ending);
            }
        }
        try {
            CompletableFuture.allOf(endings.toArray(CompletableFuture<?>[]::new))
                    .get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOGGER.atWarn().addKeyValue("error", e.toString()).log("not all consumer instances left their groups");
        }
    }
}
