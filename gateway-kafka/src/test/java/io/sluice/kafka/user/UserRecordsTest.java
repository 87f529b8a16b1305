package io.sluice.kafka.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.spi.Delivery;
import io.sluice.kafka.cluster.Login;
import io.sluice.kafka.produce.NotedOutcome;
import io.sluice.kafka.produce.Outgoing;
import io.sluice.kafka.produce.QueueRoom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class UserRecordsTest {
    private static final int KIB = 1 << 10;
    private static final int ROOM = 2 << 20;

    private final List<MockProducer<byte[], byte[]>> producers = new ArrayList<>();
    private final QueueRoom room = new QueueRoom(ROOM);
    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger ended = new AtomicInteger();
    private final List<Exception> refusals = new ArrayList<>();
    private final List<String> outcomes = new ArrayList<>();
    private boolean reachable = true;
    private final Strand strand = new Strand(Runnable::run);
    private final UserRecords records = new UserRecords(
            new UserContext(
                    "kafka",
                    new Clients(),
                    room,
                    (topic, key, partition, offset) -> {},
                    () -> reachable,
                    Runnable::run,
                    now::get),
            Login.of(() -> UserConfigs.password("alice", "s")),
            strand,
            refusals::add,
            ended::incrementAndGet);

    private final class Clients implements UserClients {
        @Override
        public Producer<byte[], byte[]> producer(Login user, Delivery acks) {
            var producer = new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
            producers.add(producer);
            return producer;
        }

        @Override
        public Admin admin(Login user) {
            throw new AssertionError("nobody reads");
        }
    }

    private Outgoing outgoing(int bytes) {
        return outgoing(bytes, Delivery.IN_SYNC_REPLICAS);
    }

    private Outgoing outgoing(int bytes, Delivery acks) {
        var record = new ProducerRecord<byte[], byte[]>("items", new byte[bytes]);
        return new Outgoing(record, acks, new NotedOutcome(outcomes));
    }

    private MockProducer<byte[], byte[]> producer() {
        return producers.get(producers.size() - 1);
    }

    /** Writes a record of which a producer's thread says later that it was not delivered. */
    private void failing(RuntimeException failure) {
        assertThat(records.take(outgoing(1))).isTrue();
        assertThat(CompletableFuture.supplyAsync(() -> producer().errorNext(failure))
                        .join())
                .isTrue();
    }

    private void assertNothingLeft() {
        assertThat(room.bytes()).isZero();
        assertThat(ended).hasValue(outcomes.size());
    }

    @Test
    void handsOverAWindowAndTheRestWhenThatIsAcknowledged() {
        for (int i = 0; i < 4; i++) {
            assertThat(records.take(outgoing(100 * KIB))).isTrue();
        }
        assertThat(producer().history()).hasSize(2);

        producer().completeNext();
        assertThat(producer().history()).hasSize(3);
        producer().completeNext();
        producer().completeNext();
        producer().completeNext();

        assertThat(outcomes).containsExactly("delivered", "delivered", "delivered", "delivered");
        assertNothingLeft();
    }

    @Test
    void leavesRoomForOthersAndTakesOneRecordOfAnySize() {
        assertThat(records.take(outgoing(ROOM / 2))).isTrue();
        assertThat(records.take(outgoing(1))).isFalse();
        assertThat(room.take(ROOM / 4)).isTrue();
        room.release(ROOM / 4);

        producer().completeNext();

        assertThat(records.take(outgoing(1))).isTrue();
        assertThat(records.take(outgoing(ROOM))).isFalse();
    }

    @Test
    void tellsWhoseRightIsMissing() {
        failing(new TopicAuthorizationException("items"));
        failing(new TimeoutException("x"));
        failing(new UnknownTopicOrPartitionException("x"));

        assertThat(outcomes).containsExactly("TOPIC_DENIED", "TIMEOUT", "TOPIC_MISSING");
        assertThat(refusals).isEmpty();
        assertNothingLeft();
    }

    @Test
    void refusesAllThatWaitsWhenTheBrokersRefuseTheUser() {
        for (int i = 0; i < 4; i++) {
            assertThat(records.take(outgoing(100 * KIB))).isTrue();
        }
        producer().errorNext(new SaslAuthenticationException("wrong password"));
        assertThat(refusals).hasSize(1);

        records.refuse(UserProblems.refused());

        assertThat(producer().closed()).isTrue();
        assertThat(outcomes).startsWith("SENDER_REFUSED", "SENDER_REFUSED");
    }

    @Test
    void makesANewProducerWhenOneIsBroken() {
        assertThat(records.take(outgoing(1))).isTrue();
        producer().completeNext();
        producer().sendException = new KafkaException("in an error state");
        assertThat(records.take(outgoing(1))).isTrue();

        assertThat(records.take(outgoing(1))).isTrue();
        producer().completeNext();

        assertThat(producers).hasSize(2);
        assertThat(outcomes).containsExactly("delivered", "KAFKA_UNAVAILABLE", "delivered");
        assertNothingLeft();
    }

    @Test
    void doesNotWaitAgainForATopicThatItHasJustWaitedFor() {
        assertThat(records.take(outgoing(1))).isTrue();
        producer().completeNext();
        producer().sendException =
                new TimeoutException("not in metadata", new UnknownTopicOrPartitionException("no such topic"));
        assertThat(records.take(outgoing(1))).isTrue();
        producers.clear();

        assertThat(records.take(outgoing(1))).isTrue();
        assertThat(producers).isEmpty();
        now.addAndGet(Duration.ofSeconds(3).toNanos());
        assertThat(records.take(outgoing(1))).isTrue();
        producer().completeNext();

        assertThat(outcomes).containsExactly("delivered", "TOPIC_MISSING", "TOPIC_MISSING", "delivered");
        assertNothingLeft();
    }

    @Test
    void writesNothingWhileKafkaIsAwayAndAfterTheEnd() {
        reachable = false;
        assertThat(records.take(outgoing(1))).isTrue();
        reachable = true;
        records.close(Duration.ZERO);
        assertThat(records.take(outgoing(1))).isTrue();

        assertThat(producers).isEmpty();
        assertThat(outcomes).containsExactly("KAFKA_UNAVAILABLE", "KAFKA_UNAVAILABLE");
        assertNothingLeft();
    }

    @Test
    void dropsWhatWasWithdrawn() {
        assertThat(records.take(outgoing(200 * KIB))).isTrue();
        Outgoing waiting = outgoing(200 * KIB);
        assertThat(records.take(waiting)).isTrue();
        waiting.refuse(UserProblems.tooMany());

        producer().completeNext();

        assertThat(producer().history()).hasSize(1);
        assertThat(outcomes).containsExactly("OVERLOADED", "delivered");
        assertNothingLeft();
    }

    @Test
    void acknowledgesAtOnceWhereNobodyWaitsForAcknowledgement() {
        assertThat(records.take(outgoing(1, Delivery.NONE))).isTrue();

        assertThat(outcomes).containsExactly("delivered");
    }
}
