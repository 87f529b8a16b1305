package io.sluice.cli.e2e;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the stacks of the I/O threads every few milliseconds and notes what none of them may do: call a Kafka client,
 * or wait for anything but its selector.
 *
 * <p>A thread that waits in its selector is runnable to the JVM; one that is blocked, parked or asleep waits for something
 * else. It is held against it when one and the same wait, told by the thread's counts of waits, is seen for longer than
 * the limit, so that neither a lock held for a few instructions nor a late sample is a finding.
 */
final class IoThreadWatch implements AutoCloseable {
    /** Ten milliseconds are what an I/O thread may lose; the rest is for lock holders that a busy machine keeps waiting. */
    static final Duration LIMIT = Duration.ofMillis(40);

    private static final Duration INTERVAL = Duration.ofMillis(3);
    private static final Pattern IO_THREAD = Pattern.compile("XNIO-\\d+ I/O-\\d+");
    private static final Set<String> PLAIN_VALUES = Set.of("ProducerRecord", "ConsumerRecord", "RecordMetadata");
    private static final String CLIENTS = "org.apache.kafka.clients.";
    private static final int DEPTH = 60;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Map<Long, Wait> waits = new HashMap<>(); // owned by the sampler
    private final List<String> findings = new CopyOnWriteArrayList<>();
    private final Thread sampler = new Thread(this::run, "io-thread-watch");
    private volatile boolean closed;
    private final AtomicLong samples = new AtomicLong();

    /** A wait of a thread: which one, and since when it has been seen. */
    private record Wait(long count, long since) {}

    private IoThreadWatch() {}

    /** Starts watching. */
    static IoThreadWatch start() {
        var watch = new IoThreadWatch();
        watch.sampler.setDaemon(true);
        watch.sampler.start();
        return watch;
    }

    /** What has been found so far: a thread and its stack each. */
    List<String> findings() {
        return List.copyOf(findings);
    }

    /** How many times it has looked. */
    long samples() {
        return samples.get();
    }

    private void run() {
        while (!closed) {
            sample();
            LockSupport.parkNanos(INTERVAL.toNanos());
        }
    }

    private void sample() {
        Arrays.stream(threads.getThreadInfo(ioThreads(), DEPTH))
                .filter(Objects::nonNull)
                .forEach(this::look);
        samples.incrementAndGet();
    }

    private static long[] ioThreads() {
        var all = new Thread[Thread.activeCount() + 64];
        int count = Thread.enumerate(all);
        return Arrays.stream(all, 0, count)
                .filter(thread -> IO_THREAD.matcher(thread.getName()).matches())
                .mapToLong(Thread::getId)
                .toArray();
    }

    private void look(ThreadInfo thread) {
        if (isInKafkaClient(thread.getStackTrace())) {
            find("calls a Kafka client", thread);
        }
        Wait wait = waits.remove(thread.getThreadId());
        if (isLinking(thread) || Arrays.stream(thread.getStackTrace()).anyMatch(IoThreadWatch::isSelection)) {
            return;
        }
        switch (thread.getThreadState()) {
            case BLOCKED, WAITING, TIMED_WAITING -> waiting(thread, wait);
            default -> {}
        }
    }

    /** Another thread links a class that both use for the first time; HotSpot locks an empty array of int for that. */
    private static boolean isLinking(ThreadInfo thread) {
        LockInfo lock = thread.getLockInfo();
        return lock != null && lock.getClassName().equals(int[].class.getName());
    }

    private void waiting(ThreadInfo thread, @Nullable Wait before) {
        long count = thread.getBlockedCount() + thread.getWaitedCount();
        long now = System.nanoTime();
        boolean same = before != null && before.count() == count;
        Wait wait = same ? before : new Wait(count, now);
        waits.put(thread.getThreadId(), wait);
        if (now - wait.since() > LIMIT.toNanos()) {
            find("waits (" + thread.getThreadState() + ')', thread);
        }
    }

    /** Judges by the outermost frame of a client, the method that was called; {@code wakeup} is there for other threads. */
    private static boolean isInKafkaClient(StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .filter(IoThreadWatch::isOfKafkaClient)
                .reduce((inner, outer) -> outer)
                .filter(entry -> !entry.getMethodName().equals("wakeup"))
                .isPresent();
    }

    /** The selector takes locks of its own, which are held by whoever registers with it or closes a channel. */
    private static boolean isSelection(StackTraceElement frame) {
        return frame.getClassName().equals("sun.nio.ch.SelectorImpl")
                && frame.getMethodName().startsWith("select");
    }

    private static boolean isOfKafkaClient(StackTraceElement frame) {
        String name = frame.getClassName();
        return name.startsWith(CLIENTS) && !PLAIN_VALUES.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    private void find(String what, ThreadInfo thread) {
        String stack = Arrays.stream(thread.getStackTrace())
                .map(frame -> "\n    at " + frame)
                .collect(Collectors.joining());
        String finding = thread.getThreadName() + ' ' + what + stack;
        if (!findings.contains(finding) && findings.size() < 20) {
            findings.add(finding);
        }
    }

    /** Stops watching. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(sampler);
        try {
            sampler.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
