package io.sluice.kafka.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.engine.flow.Identity;
import io.sluice.engine.flow.Plan;
import io.sluice.engine.flow.TestIdentity;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpResponse;
import io.sluice.engine.http.Problem;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.http.TestRequest;
import io.sluice.engine.spi.Delivery;
import io.sluice.kafka.TestCall;
import io.sluice.kafka.cluster.Login;
import io.sluice.kafka.produce.Outgoing;
import io.sluice.kafka.produce.QueueRoom;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UsersTest {
    private static final TestIdentity ALICE = UserConfigs.sender("alice", "a");
    private static final TestIdentity BOB = UserConfigs.sender("bob", "b");
    private static final String OWN = "written in the gateway's name";

    private final List<MockProducer<byte[], byte[]>> producers = new CopyOnWriteArrayList<>();
    private final List<FakeAdmin> admins = new CopyOnWriteArrayList<>();
    private final AtomicLong now = new AtomicLong();
    private final QueueRoom room = new QueueRoom(1 << 20);
    private final Users users = new Users(
            UserConfigs.cluster(
                    "127.0.0.1:1",
                    UserConfigs.password("gateway", "own"),
                    UserConfigs.password("{identity}", "{credentials}"),
                    1),
            new Clients(),
            (outgoing, turnEnd) -> {
                outgoing.refuse(Problem.of(ProblemType.INTERNAL, OWN));
                return true;
            },
            room,
            (topic, key, partition, offset) -> {},
            () -> true,
            now::get);
    private final Plan reading = invocation ->
            users.check(invocation, "items", () -> invocation.complete(HttpResponse.of(200, HttpFields.empty())));

    private final class Clients implements UserClients {
        @Override
        public Producer<byte[], byte[]> producer(Login user, Delivery acks) {
            var producer = new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
            producers.add(producer);
            return producer;
        }

        @Override
        public Admin admin(Login user) {
            var admin = new FakeAdmin();
            admins.add(admin);
            return admin.client();
        }
    }

    @AfterEach
    void stop() {
        users.close();
    }

    private TestCall read(Identity sender) {
        return TestCall.send(reading, TestRequest.get("/items"), sender);
    }

    /** The outcome of a record: a problem, or null once it is delivered. */
    private CompletableFuture<ProblemType> write(Identity sender) {
        var told = new CompletableFuture<ProblemType>();
        var record = new ProducerRecord<byte[], byte[]>("items", new byte[1]);
        var outgoing = new Outgoing(record, Delivery.IN_SYNC_REPLICAS, new Outgoing.Outcome() {
            @Override
            public void delivered(@Nullable RecordMetadata place) {
                told.complete(null);
            }

            @Override
            public void failed(Problem problem, @Nullable Exception cause) {
                told.complete(problem.type());
            }
        });
        assertThat(users.of(sender).offer(outgoing, Runnable::run)).isTrue();
        return told;
    }

    private MockProducer<byte[], byte[]> producer(int index) {
        await().until(() ->
                producers.size() > index && !producers.get(index).history().isEmpty());
        return producers.get(index);
    }

    private FakeAdmin asked(int index, int questions) {
        await().until(() -> admins.size() > index && admins.get(index).questions() == questions);
        return admins.get(index);
    }

    @Test
    void closesNobodyWithARecordOnItsWay() {
        CompletableFuture<ProblemType> alice = write(ALICE);
        MockProducer<byte[], byte[]> producer = producer(0);

        assertThat(write(BOB).join()).isEqualTo(ProblemType.OVERLOADED);
        assertThat(read(BOB).answer().field("retry-after")).isNotEmpty();
        assertThat(producer.closed()).isFalse();

        producer.completeNext();
        assertThat(alice.join()).isNull();
        CompletableFuture<ProblemType> bob = write(BOB);
        producer(1).completeNext();
        assertThat(bob.join()).isNull();
        await().until(producer::closed);
        assertThat(users.health().connected()).isEqualTo(1);
        assertThat(room.bytes()).isZero();
    }

    @Test
    void disconnectsWhoIsIdle() {
        CompletableFuture<ProblemType> alice = write(ALICE);
        producer(0).completeNext();
        assertThat(alice.join()).isNull();

        now.addAndGet(Users.IDLE.toNanos());
        users.sweep();
        assertThat(users.health().connected()).isEqualTo(1);
        now.incrementAndGet();
        users.sweep();

        assertThat(users.health().connected()).isZero();
        await().until(producer(0)::closed);
    }

    @Test
    void remembersWhomTheBrokersRefuse() {
        CompletableFuture<ProblemType> first = write(ALICE);
        producer(0).errorNext(new SaslAuthenticationException("wrong"));
        assertThat(first.join()).isEqualTo(ProblemType.SENDER_REFUSED);
        await().until(() -> users.health().refused() == 1);

        assertThat(write(ALICE).join()).isEqualTo(ProblemType.SENDER_REFUSED);
        assertThat(read(ALICE).answer().problem()).isEqualTo(ProblemType.SENDER_REFUSED);
        await().until(() -> {
            users.sweep();
            return users.health().connected() == 0;
        });

        assertThat(producers).hasSize(1);
        assertThat(producer(0).closed()).isTrue();
    }

    @Test
    void holdsReadersUntilTheRightIsKnownAndAsksOnce() {
        TestCall one = read(ALICE);
        FakeAdmin admin = asked(0, 1);
        TestCall two = read(ALICE);
        TestCall.onIo(() -> assertThat(one.isAnswered()).isFalse());

        admin.allow(AclOperation.READ, AclOperation.DESCRIBE);

        assertThat(one.answer().status()).isEqualTo(200);
        assertThat(two.answer().status()).isEqualTo(200);
        assertThat(read(ALICE).answer().status()).isEqualTo(200);
        assertThat(admin.questions()).isZero();
    }

    @Test
    void asksAgainBeforeARightEndsAndNoticesThatItIsGone() {
        TestCall first = read(ALICE);
        asked(0, 1).allow(AclOperation.READ);
        assertThat(first.answer().status()).isEqualTo(200);

        now.addAndGet(UserRights.GRANTED.toNanos() / 2);
        assertThat(read(ALICE).answer().status()).isEqualTo(200);
        asked(0, 1).allow(AclOperation.DESCRIBE);

        await().until(() -> read(ALICE).answer().problem() == ProblemType.TOPIC_DENIED);
    }

    @Test
    void holdsReadersOnceTheRightHasEnded() {
        TestCall first = read(ALICE);
        asked(0, 1).allow(AclOperation.READ);
        assertThat(first.answer().status()).isEqualTo(200);

        now.addAndGet(UserRights.GRANTED.toNanos());
        TestCall held = read(ALICE);
        asked(0, 1).fail(new TimeoutException("no answer"));

        assertThat(held.answer().problem()).isEqualTo(ProblemType.KAFKA_UNAVAILABLE);
    }

    @Test
    void remembersForAShortTimeThatARightIsMissing() {
        TestCall denied = read(ALICE);
        asked(0, 1).fail(new TopicAuthorizationException("items"));
        assertThat(denied.answer().problem()).isEqualTo(ProblemType.TOPIC_DENIED);
        assertThat(read(ALICE).answer().problem()).isEqualTo(ProblemType.TOPIC_DENIED);

        now.addAndGet(UserRights.DENIED.toNanos());
        TestCall missing = read(ALICE);
        asked(0, 1).fail(new UnknownTopicOrPartitionException("items"));

        assertThat(missing.answer().problem()).isEqualTo(ProblemType.TOPIC_MISSING);
    }

    @Test
    void tellsReadersWhomTheBrokersRefuse() {
        TestCall refused = read(ALICE);
        FakeAdmin admin = asked(0, 1);

        admin.fail(new SaslAuthenticationException("wrong"));

        assertThat(refused.answer().problem()).isEqualTo(ProblemType.SENDER_REFUSED);
        await().until(admin::isClosed);
    }

    @Test
    void leavesToTheGatewaysOwnNameWhatItsOwnGuardKnows() {
        Identity robot = TestIdentity.of("robot", "robot");

        assertThat(write(robot).join()).isEqualTo(ProblemType.INTERNAL);
        assertThat(read(robot).answer().status()).isEqualTo(200);
        assertThat(read(Identity.ANONYMOUS).answer().problem()).isEqualTo(ProblemType.FORBIDDEN);
        assertThat(users.health().connected()).isZero();
    }

    @Test
    void writesWhatWasTakenBeforeItStops() {
        CompletableFuture<ProblemType> alice = write(ALICE);
        MockProducer<byte[], byte[]> producer = producer(0);
        users.close();

        assertThat(producer.closed()).isTrue();
        assertThat(producer.history()).hasSize(1);
        assertThat(alice).isNotDone(); // a real producer tells before it is closed
        assertThat(read(BOB).answer().problem()).isEqualTo(ProblemType.OVERLOADED);
    }
}
