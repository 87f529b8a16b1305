package io.sluice.kafka.view;

import io.sluice.engine.spi.TopicHealth;
import io.sluice.kafka.read.KeyPartition;
import io.sluice.kafka.read.TopicSink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The local fold of a topic: the latest record of each key, and the records without a key.
 *
 * <p>The {@link io.sluice.kafka.read.ReadLoop}'s thread is the only writer; it calls everything that {@link TopicSink}
 * declares. I/O threads read: single records from the table as it is, lists as of the last {@link #publish}. They never
 * wait for the writer.
 *
 * <p>A view that has been complete once goes on serving while Kafka is away. It stops only when the topic itself is
 * gone or has been replaced.
 */
public final class TopicView implements TopicSink {
    private static final Logger LOGGER = LoggerFactory.getLogger(TopicView.class);

    /** Whether the view can answer. */
    public enum State {
        /** The topic has not been read to its end yet. */
        LOADING,
        /** It answers. */
        READY,
        /** The cluster has no such topic. */
        MISSING,
        /** The gateway may not read the topic. */
        FORBIDDEN
    }

    private final String cluster;
    private final String topic;
    private final ViewNeeds needs;
    private final boolean onDemand;
    private final boolean ordered; // whether all records are kept in order
    private final EntryTable table = new EntryTable();
    private final EntryList list = new EntryList();
    private final Map<List<String>, HeaderIndex> indexes = new HashMap<>();
    private final Waiters waiters = new Waiters();
    private final WriteMarks marks = new WriteMarks(this::isPast);
    private final LongAdder notJson = new LongAdder();
    private final SharedFields fields; // owned by the view's thread
    private final JsonCheck jsonCheck = new JsonCheck(); // owned by the view's thread
    private Availability availability = Availability.PRESENT; // owned by the view's thread
    private final Set<WaitKey> buried = new HashSet<>(); // deleted while loading; owned by the view's thread
    private boolean overruled; // whether records were left out for others' sake; owned by the view's thread
    private boolean complete; // owned by the view's thread
    private boolean changed; // owned by the view's thread
    private long[] next = {}; // owned by the view's thread
    private long[] starts = {}; // owned by the view's thread
    private String replacedBy = ""; // owned by the view's thread
    private volatile String incarnation = "";
    private long size; // owned by the view's thread
    private volatile long bytes; // the size as of the last publish
    private volatile long lag = TopicHealth.UNKNOWN;
    private volatile Published published = Published.NOTHING;
    private volatile State state = State.LOADING;
    private volatile boolean draining;
    private final AtomicLong version = new AtomicLong(); // counted by the view's thread

    /**
     * Creates an empty view.
     *
     * @param cluster the cluster's name in logs
     * @param topic the topic's name
     * @param needs what is to be kept beside the records by key
     * @param onDemand whether a request made it, which then wants to see it ready
     */
    public TopicView(String cluster, String topic, ViewNeeds needs, boolean onDemand) {
        this.cluster = cluster;
        this.topic = topic;
        this.needs = needs;
        this.onDemand = onDemand;
        this.fields = new SharedFields(needs.headers());
        // an index cannot tell what retention has removed from it: records without a key are in no other place
        this.ordered = needs.ordered() || !needs.indexes().isEmpty();
        needs.indexes().forEach(names -> indexes.put(names, new HeaderIndex(names)));
    }

    /** The topic's name. */
    public String topic() {
        return topic;
    }

    /** Whether the view can answer. Any thread. */
    public State state() {
        return state;
    }

    /** Whether a request made it and it is still loading, so that a request may wait for it. Any thread. */
    public boolean isOpening() {
        return onDemand && state == State.LOADING;
    }

    /**
     * What tells the topic from those of the same name that the view has held before it, whose offsets were the same; empty
     * for the first. Whoever finds it unchanged after looking at records has seen records of this topic. Any thread.
     */
    public String incarnation() {
        return incarnation;
    }

    /** Counts the changes that readers can see; read it before looking at anything, and wait for a later one. Any thread. */
    public long version() {
        return version.get();
    }

    /** The latest record of a key; null when there is none. Any thread. */
    public @Nullable Entry get(byte[] key) {
        return table.get(key);
    }

    /** The list of all records and the progress that goes with it. Any thread. */
    public Published published() {
        return published;
    }

    /** The records with these header values. The names, sorted, are among {@link ViewNeeds#indexes}. Any thread. */
    public ListSnapshot find(WaitKey.HeaderValues key) {
        HeaderIndex index = indexes.get(key.names());
        if (index == null) {
            throw new IllegalArgumentException(
                    "headers: " + key.names() + " (expected one of " + indexes.keySet() + ")");
        }
        return index.find(key.values());
    }

    /** The acknowledged writes that have not been read yet. Any thread. */
    public WriteMarks marks() {
        return marks;
    }

    /** How many records were left out of lists because they are not JSON, since the start. Any thread. */
    public long notJson() {
        return notJson.sum();
    }

    /**
     * How it is doing at this moment, roughly. Any thread.
     *
     * @param configured whether the configuration names the topic
     */
    public TopicHealth health(boolean configured) {
        return new TopicHealth(
                topic,
                TopicHealth.Use.VIEW,
                TopicHealth.State.valueOf(state.name()),
                configured,
                published.partitions(),
                table.size(),
                bytes,
                lag,
                waiters.parked());
    }

    /** How many requests are parked, roughly. Any thread. */
    public int parked() {
        return waiters.parked();
    }

    /** Parks a request until something changes; false when too many are parked. Any thread. */
    public boolean park(Waiter waiter) {
        if (!waiters.park(waiter)) {
            return false;
        }
        if (version.get() != waiter.seen()) {
            waiter.wake();
        }
        return true;
    }

    /** Wakes all who are parked, soon; whoever looks from then on may not wait for changes. Any thread. */
    public void drain() {
        draining = true;
    }

    /** Whether waits for changes are over because the gateway is stopping. Any thread. */
    public boolean isDraining() {
        return draining;
    }

    /** Forgets a parked request. Any thread. */
    public void unpark(Waiter waiter) {
        waiters.unpark(waiter);
    }

    private boolean isPast(int partition, long offset) {
        return published.isPast(partition, offset);
    }

    @Override
    public void replaced(Uuid id) {
        replacedBy = Long.toHexString(id.getMostSignificantBits() ^ id.getLeastSignificantBits());
    }

    @Override
    public void begin(int partitions) {
        if (complete) {
            LOGGER.atWarn()
                    .addKeyValue("exit", cluster)
                    .addKeyValue("topic", topic)
                    .log("topic has been replaced, truncated or given partitions; loading it again");
        }
        complete = false;
        overruled = false;
        settle(); // before anything is forgotten: whoever finds nothing must also find that nothing is ready
        published = Published.NOTHING; // what was written since then has not been read
        table.clear();
        buried.clear();
        next = new long[partitions];
        starts = new long[partitions];
        list.clear();
        indexes.values().forEach(HeaderIndex::clear);
        fields.clear();
        marks.clear();
        incarnation = replacedBy; // when nothing of the former topic can be found any more
        size = 0;
    }

    @Override
    public boolean extend(int partitions) {
        if (overruled) {
            return false; // by a partition that may have no say any more, and nobody has kept it
        }
        next = Arrays.copyOf(next, partitions);
        starts = Arrays.copyOf(starts, partitions);
        changed = true;
        publish();
        return true;
    }

    @Override
    public void apply(ConsumerRecord<byte[], byte[]> record) {
        changed = true;
        byte[] key = record.key();
        if (key != null && isOverruled(key, record.partition())) {
            overruled = true;
            return;
        }
        if (record.value() == null) {
            if (key != null) {
                bury(key, record.partition());
                unlist(table.remove(key));
            }
        } else {
            Entry entry = entry(record);
            if (key != null) {
                unlist(table.put(entry));
            }
            list(entry);
        }
        if (!waiters.isEmpty()) {
            waiters.note(WaitKey.Whole.ANY_RECORD);
            if (key != null) {
                waiters.note(new WaitKey.Key(key));
            }
        }
    }

    /**
     * Whether another partition has the say over a key. When partitions are added, a key may have records in its former
     * and in its present partition, which are read in no particular order; the present one counts.
     */
    private boolean isOverruled(byte[] key, int partition) {
        if (next.length == 1) {
            return false; // and nothing is looked up: that is the dearest part of taking in a record
        }
        Entry other = table.get(key);
        if (other != null) {
            return other.partition() != partition && other.partition() == home(key);
        }
        return !buried.isEmpty() && buried.contains(new WaitKey.Key(key)) && partition != home(key);
    }

    /** While loading, remembers a tombstone in a key's present partition: its former one may be read later. */
    private void bury(byte[] key, int partition) {
        if (!complete && next.length > 1 && partition == home(key)) {
            buried.add(new WaitKey.Key(key));
        }
    }

    private int home(byte[] key) {
        return KeyPartition.of(key, next.length);
    }

    private Entry entry(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        boolean json = needs.merged() && jsonCheck.isJson(value, 0, value.length);
        if (needs.merged() && !json && value.length > 0) {
            notJson.increment();
            LOGGER.atWarn()
                    .addKeyValue("topic", topic)
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .log("record is not JSON and left out of lists");
        }
        return new Entry(record, fields.of(record.headers()), json);
    }

    private void list(Entry entry) {
        if (ordered) {
            list.add(entry);
        }
        size += kept(entry);
        indexes.values().forEach(index -> index.add(entry));
    }

    private void unlist(@Nullable Entry entry) {
        if (entry != null) {
            size -= kept(entry);
            if (ordered) {
                list.remove(entry);
            }
            indexes.values().forEach(index -> index.remove(entry));
        }
    }

    /** The bytes that an entry takes up: one without a key lies in lists only. */
    private int kept(Entry entry) {
        return ordered || entry.hasKey() ? entry.array().length : 0;
    }

    @Override
    public void advance(int partition, long nextOffset) {
        next[partition] = nextOffset;
    }

    @Override
    public void trim(int partition, long startOffset) {
        if (partition >= starts.length || startOffset <= starts[partition]) {
            return;
        }
        starts[partition] = startOffset;
        List<Entry> gone = new ArrayList<>(ordered ? list.below(partition, startOffset) : List.of());
        if (!ordered) {
            table.forEach(entry -> {
                if (entry.partition() == partition && entry.offset() < startOffset) {
                    gone.add(entry);
                }
            });
        }
        for (Entry entry : gone) {
            unlist(entry.hasKey() ? table.remove(entry.key()) : entry);
            if (entry.hasKey()) {
                waiters.note(new WaitKey.Key(entry.key()));
            }
        }
        waiters.note(WaitKey.Whole.ANY_RECORD);
        changed = true;
    }

    @Override
    public void publish() {
        bytes = size;
        if (!complete) {
            return;
        }
        list.publish();
        indexes.values().forEach(index -> index.publish(waiters::note));
        published = new Published(list.snapshot(), next, starts, incarnation);
        if (changed) {
            changed = false;
            version.incrementAndGet();
        }
        marks.sweep();
        waiters.note(WaitKey.Whole.PROGRESS);
        waiters.takeIn(version.get());
        waiters.announce();
    }

    @Override
    public void complete() {
        complete = true;
        changed = true;
        buried.clear();
        publish();
        settle();
        LOGGER.atInfo()
                .addKeyValue("exit", cluster)
                .addKeyValue("topic", topic)
                .addKeyValue("records", table.size())
                .log("topic is ready");
    }

    @Override
    public void lag(long records) {
        lag = records;
    }

    @Override
    public void available(Availability now) {
        if (availability != now) {
            availability = now;
            settle();
        }
    }

    /** Recomputes the state, and lets everybody look again when it has changed. */
    private void settle() {
        State now = switch (availability) {
            case MISSING -> State.MISSING;
            case FORBIDDEN -> State.FORBIDDEN;
            case PRESENT -> complete ? State.READY : State.LOADING;
        };
        if (now != state) {
            state = now;
            version.incrementAndGet();
            waiters.takeIn(version.get());
            waiters.announceAll();
        }
    }

    @Override
    public void turn() {
        waiters.takeIn(version.get());
        if (draining) {
            waiters.announceAll();
        }
    }
}
