package io.sluice.rest.consumer;

import static io.sluice.rest.consumer.TestConsumers.OPTIONS;
import static io.sluice.rest.consumer.TestKafka.failure;
import static io.sluice.rest.consumer.TestKafka.get;
import static io.sluice.rest.consumer.TestKafka.name;
import static io.sluice.rest.consumer.TestKafka.topic;
import static io.sluice.rest.consumer.TestKafka.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.rest.broker.BrokerLoop;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens to users who may not do something, until they may. */
@Timeout(60)
class RightsIT {
    private static final BrokerLoop LOOP = new BrokerLoop("alice", TestKafka.aliceSettings("wonder"));
    private static final Consumers CONSUMERS = new Consumers(LOOP, TestConsumers.settings());

    static {
        LOOP.start();
    }

    @AfterAll
    static void close() {
        CONSUMERS.close();
        LOOP.close();
    }

    private static void allow(ResourceType type, String name, AclOperation operation) throws Exception {
        var entry = new AccessControlEntry("User:alice", "*", operation, AclPermissionType.ALLOW);
        try (var admin = Admin.create(TestKafka.settings())) {
            admin.createAcls(List.of(new AclBinding(new ResourcePattern(type, name, PatternType.LITERAL), entry)))
                    .all()
                    .get();
        }
    }

    @Test
    void failsReadsUntilTheyAreAllowed() throws Exception {
        String topic = topic("rights", 1);
        String group = name("group");
        write(topic, 0, "a");
        var instance = TestConsumers.create(CONSUMERS, group, OPTIONS);
        get(instance.subscribe(List.of(topic)));

        assertThat(failure(instance.read(null, 0))).isInstanceOf(TopicAuthorizationException.class);
        allow(ResourceType.TOPIC, topic, AclOperation.READ);
        await().untilAsserted(() -> assertThat(failure(instance.read(null, 0)))
                .isInstanceOf(GroupAuthorizationException.class)
                .hasMessageContaining(group));
        allow(ResourceType.GROUP, group, AclOperation.READ);

        await().untilAsserted(
                        () -> assertThat(get(instance.read(null, 0)).records()).hasSize(1));
    }

    @Test
    void tellsWhoReadsPartitionsThatTheyMayNot() {
        String topic = topic("forbidden", 1);
        var instance = TestConsumers.create(CONSUMERS, name("group"), OPTIONS);
        get(instance.assign(List.of(new TopicPartition(topic, 0))));

        assertThat(failure(instance.read(null, 0))).isInstanceOf(GroupAuthorizationException.class);
        try (var readers = new PartitionReaders(LOOP, 1, 1_000)) {
            var opened = readers.open(topic, Map.of(0, Start.EARLIEST), IsolationLevel.READ_UNCOMMITTED);
            assertThat(failure(opened)).isInstanceOf(TopicAuthorizationException.class);
        }
    }

    @Test
    void tellsThatThePasswordIsWrong() {
        String topic = topic("password", 1);
        try (var loop = new BrokerLoop("mallory", TestKafka.aliceSettings("wrong"));
                var consumers = new Consumers(loop, TestConsumers.settings())) {
            loop.start();
            var instance = TestConsumers.create(consumers, name("group"), OPTIONS);
            get(instance.subscribe(List.of(topic)));

            assertThat(failure(instance.read(null, 0))).isInstanceOf(SaslAuthenticationException.class);
            assertThat(failure(loop.metadata(topic, false))).isInstanceOf(SaslAuthenticationException.class);
        }
    }
}
