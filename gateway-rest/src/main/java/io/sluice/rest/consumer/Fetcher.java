package io.sluice.rest.consumer;

import io.sluice.rest.broker.BrokerLoop;
import io.sluice.rest.broker.Connection;
import io.sluice.rest.broker.Reply;
import io.sluice.rest.broker.Timer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.FetchRequest;
import org.apache.kafka.common.requests.FetchResponse;
import org.jspecify.annotations.Nullable;

/**
 * Fetches from the leaders of partitions for one owner, one request per broker at a time. A broker may hold a fetch back,
 * so the connections are the owner's own; they are closed when nothing was fetched for {@value #IDLE_MILLIS} ms.
 *
 * <p>Topics are named by name, which ends with version 12 of the request. Owned by the loop's thread.
 */
final class Fetcher implements AutoCloseable {
    private static final short MAX_VERSION = 12;
    private static final int MAX_BYTES = 1 << 20; // of a response and of each partition in it
    private static final int MAX_PARSED_BYTES = 4 << 20; // of a response, decompressed
    private static final int MAX_WAIT_MILLIS = 500;
    private static final int REQUEST_MILLIS = 30_000;
    private static final long IDLE_MILLIS = 5_000;
    private static final long TOPIC_AGE_MILLIS = 500;
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LAST_PAUSE_MILLIS = 1_000;

    /** Whoever wants records. */
    interface Owner {
        /** What to fetch now, and from which offset; empty for nothing. */
        Map<TopicPartition, Long> wanted();

        /** Records that were fetched from an offset on. */
        void fetched(TopicPartition partition, long from, RecordParser.Parsed parsed);

        /** The offset is not one of the partition, or not any more. */
        void outOfRange(TopicPartition partition, long from);

        /** Something is wrong that does not go away by itself. */
        void failed(KafkaException failure);

        /** All of an answer has been told, or it is time to try again: fetch again, if records are still wanted. */
        void goOn();
    }

    private static final class Leg {
        private final Connection connection;
        private boolean busy;
        private long idleSince;

        private Leg(Connection connection) {
            this.connection = connection;
        }
    }

    private final BrokerLoop loop;
    private final IsolationLevel isolation;
    private final Owner owner;
    private final Map<Node, Leg> legs = new HashMap<>();
    private long pause = FIRST_PAUSE_MILLIS;
    private int turn;
    private boolean locating;
    private long locateFrom; // not before this time
    private @Nullable Timer retry;
    private @Nullable Timer idle;
    private boolean closed;

    Fetcher(BrokerLoop loop, IsolationLevel isolation, Owner owner) {
        this.loop = loop;
        this.isolation = isolation;
        this.owner = owner;
        this.locateFrom = loop.now();
    }

    /** Asks every leader that has not been asked yet; brokers without records answer after this long at the latest. */
    void fetch(long waitMillis) {
        if (closed) {
            return;
        }
        Set<TopicPartition> unknown = new HashSet<>();
        Map<Node, Map<TopicPartition, Long>> byLeader = new HashMap<>();
        owner.wanted().forEach((partition, offset) -> {
            Node leader = loop.metadata().leader(partition);
            if (leader == null) {
                unknown.add(partition);
            } else {
                byLeader.computeIfAbsent(leader, key -> new LinkedHashMap<>()).put(partition, offset);
            }
        });
        int wait = (int) Math.max(0, Math.min(MAX_WAIT_MILLIS, waitMillis));
        byLeader.forEach((leader, offsets) -> send(leader, offsets, wait));
        if (!unknown.isEmpty() && !locating && loop.now() - locateFrom >= 0) {
            locate(unknown);
        }
    }

    private void send(Node leader, Map<TopicPartition, Long> offsets, int waitMillis) {
        Leg leg = legs.computeIfAbsent(leader, key -> new Leg(loop.open(key)));
        if (leg.busy) {
            return;
        }
        leg.busy = true;
        Map<TopicPartition, FetchRequest.PartitionData> wanted = new LinkedHashMap<>();
        for (TopicPartition partition : rotated(offsets.keySet())) {
            long offset = offsets.getOrDefault(partition, 0L);
            wanted.put(
                    partition,
                    new FetchRequest.PartitionData(
                            Uuid.ZERO_UUID,
                            offset,
                            FetchResponse.INVALID_LOG_START_OFFSET,
                            MAX_BYTES,
                            Optional.empty()));
        }
        FetchRequest.Builder request = FetchRequest.Builder.forConsumer(MAX_VERSION, waitMillis, 1, wanted)
                .setMaxBytes(MAX_BYTES)
                .isolationLevel(isolation);
        leg.connection.send(
                request,
                FetchResponse.class,
                waitMillis + REQUEST_MILLIS,
                Reply.of(
                        response -> answered(leg, offsets, response),
                        failure -> unanswered(leg, offsets.keySet(), failure)));
    }

    /** A broker fills its answer in the order of the request; every partition is the first one in turn. */
    private List<TopicPartition> rotated(Set<TopicPartition> partitions) {
        List<TopicPartition> order = new ArrayList<>(partitions);
        turn = (turn + 1) & 0xffff;
        Collections.rotate(order, turn);
        return order;
    }

    private void answered(Leg leg, Map<TopicPartition, Long> offsets, FetchResponse response) {
        if (response.error() != Errors.NONE) {
            unanswered(leg, offsets.keySet(), response.error().exception());
            return;
        }
        free(leg);
        if (closed) {
            return;
        }
        Retrying retrying = new Retrying();
        response.responseData(Map.of(), MAX_VERSION).forEach((partition, data) -> {
            Long from = offsets.get(partition);
            if (from != null) {
                take(partition, from, data, retrying);
            }
        });
        if (retrying.later) {
            goOnLater();
        } else {
            pause = FIRST_PAUSE_MILLIS;
            owner.goOn();
        }
    }

    private static final class Retrying {
        private boolean later;
        private long room = MAX_PARSED_BYTES;
    }

    private void take(TopicPartition partition, long from, PartitionData data, Retrying retrying) {
        Errors error = Errors.forCode(data.errorCode());
        if (error == Errors.OFFSET_OUT_OF_RANGE) {
            owner.outOfRange(partition, from);
        } else if (error == Errors.TOPIC_AUTHORIZATION_FAILED) {
            owner.failed(new TopicAuthorizationException(Set.of(partition.topic())));
        } else if (error == Errors.NONE) {
            parse(partition, from, data, retrying);
        } else if (error.exception() instanceof RetriableException) {
            loop.metadata().forget(partition.topic());
            retrying.later = true;
        } else {
            owner.failed(error.exception("Cannot fetch " + partition + " from offset " + from + ": "
                    + error.exception().getMessage()));
        }
    }

    private void parse(TopicPartition partition, long from, PartitionData data, Retrying retrying) {
        if (retrying.room <= 0 || FetchResponse.recordsSize(data) == 0) {
            return;
        }
        RecordParser.Parsed parsed;
        try {
            parsed = RecordParser.parse(partition, data, from, isolation, retrying.room);
        } catch (KafkaException e) {
            owner.failed(new KafkaException("Cannot read " + partition + " from offset " + from + " on", e));
            return;
        }
        retrying.room -= parsed.bytes();
        owner.fetched(partition, from, parsed);
    }

    private void unanswered(Leg leg, Set<TopicPartition> partitions, KafkaException failure) {
        free(leg);
        if (closed) {
            return;
        }
        partitions.forEach(partition -> loop.metadata().forget(partition.topic()));
        if (!(failure instanceof RetriableException)) {
            owner.failed(failure);
        }
        goOnLater();
    }

    private void goOnLater() {
        locateFrom = loop.now() + pause;
        if (retry == null) {
            retry = loop.after(pause, () -> {
                retry = null;
                owner.goOn();
            });
            pause = Math.min(2 * pause, LAST_PAUSE_MILLIS);
        }
    }

    private void locate(Set<TopicPartition> unknown) {
        locating = true;
        Set<String> topics = unknown.stream().map(TopicPartition::topic).collect(Collectors.toSet());
        loop.metadata()
                .topics(
                        topics,
                        false,
                        TOPIC_AGE_MILLIS,
                        Reply.of(found -> located(unknown, null), failure -> located(unknown, failure)));
    }

    private void located(Set<TopicPartition> unknown, @Nullable KafkaException failure) {
        locating = false;
        if (closed) {
            return;
        }
        if (failure != null && !(failure instanceof RetriableException)) {
            owner.failed(failure);
        }
        if (unknown.stream().anyMatch(partition -> loop.metadata().leader(partition) != null)) {
            owner.goOn();
        } else {
            goOnLater();
        }
    }

    private void free(Leg leg) {
        leg.busy = false;
        leg.idleSince = loop.now();
        if (idle == null && !closed) {
            idle = loop.after(IDLE_MILLIS, this::closeIdle);
        }
    }

    private void closeIdle() {
        idle = null;
        long now = loop.now();
        legs.values().removeIf(leg -> {
            boolean old = !leg.busy && now - leg.idleSince >= IDLE_MILLIS;
            if (old) {
                leg.connection.close();
            }
            return old;
        });
        if (!legs.isEmpty()) {
            idle = loop.after(IDLE_MILLIS, this::closeIdle);
        }
    }

    /** Ends all fetches and connections; the owner is told nothing any more. */
    @Override
    public void close() {
        closed = true;
        legs.values().forEach(leg -> leg.connection.close());
        legs.clear();
        if (retry != null) {
            retry.cancel();
        }
        if (idle != null) {
            idle.cancel();
        }
    }
}
