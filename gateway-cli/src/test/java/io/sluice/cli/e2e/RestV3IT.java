package io.sluice.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.e2e.Client.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Version 3 of the REST Proxy's API: the cluster, its topics and its consumer groups. */
@ExtendWith(WatchIoThreads.class)
@Timeout(60)
class RestV3IT {
    private static final TestKafka KAFKA = TestKafka.shared();
    private static final String V2 = "application/vnd.kafka.v2+json";
    private static final String JSON = "application/json";

    private static String topic = "";
    private static String group = "";
    private static String cluster = "";
    private static Scene scene;
    private static KafkaConsumer<byte[], byte[]> consumer;

    @BeforeAll
    static void start() {
        topic = KAFKA.create(TestKafka.name("v3"), 2, Map.of("retention.ms", "1234567"));
        KAFKA.putTo(1, topic, "a", "1");
        KAFKA.putTo(1, topic, "b", "2");
        scene = Scene.rest(RestYaml.of()).ready("/v3/clusters");
        cluster = between(get("/v3/clusters").body(), "\"cluster_id\":\"", "\"");
        group = TestKafka.name("group");
        consumer = member();
    }

    /** A member of the group that reads both partitions, and is one record behind at the second. */
    private static KafkaConsumer<byte[], byte[]> member() {
        var member = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        KAFKA.bootstrap(),
                        "group.id",
                        group,
                        "client.id",
                        "reader",
                        "enable.auto.commit",
                        "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        member.subscribe(List.of(topic));
        while (member.assignment().isEmpty()) {
            member.poll(Duration.ofMillis(100));
        }
        member.commitSync(Map.of(
                new TopicPartition(topic, 0), new OffsetAndMetadata(0),
                new TopicPartition(topic, 1), new OffsetAndMetadata(1)));
        return member;
    }

    @AfterAll
    static void stop() {
        consumer.close();
        scene.close();
    }

    private static Answer get(String path, String... fields) {
        return scene.client().get(filled(path), fields);
    }

    private static Answer send(String method, String path, String body) {
        return scene.client().send(method, filled(path), body, "content-type", JSON);
    }

    /** {@code $c} stands for the cluster, {@code $t} for the topic, {@code $g} for the group, {@code $m} for its member. */
    private static String filled(String text) {
        return text.replace(
                        "$u",
                        "http://127.0.0.1:"
                                + (scene == null ? 0 : scene.client().port()) + "/v3/clusters/" + cluster)
                .replace("$r", "crn:///kafka=" + cluster)
                .replace("$c", "/v3/clusters/" + cluster)
                .replace("$i", cluster)
                .replace("$t", topic)
                .replace("$g", group)
                .replace("$m", consumer == null ? "" : consumer.groupMetadata().memberId());
    }

    private static String between(String text, String before, String after) {
        int start = text.indexOf(before) + before.length();
        return text.substring(start, text.indexOf(after, start));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "$c | `{\"kind\":\"KafkaCluster\",\"metadata\":{\"self\":\"$u\",\"resource_name\":\"$r\"},\"cluster_id\":\"$i\",\"controller\":{\"related\":\"$u/brokers/1\"},\"acls\":{\"related\":\"$u/acls\"},\"brokers\":{\"related\":\"$u/brokers\"},\"broker_configs\":{\"related\":\"$u/broker-configs\"},\"consumer_groups\":{\"related\":\"$u/consumer-groups\"},\"topics\":{\"related\":\"$u/topics\"},\"partition_reassignments\":{\"related\":\"$u/topics/-/partitions/-/reassignment\"}}`",
                "$c/topics/$t | `{\"kind\":\"KafkaTopic\",\"metadata\":{\"self\":\"$u/topics/$t\",\"resource_name\":\"$r/topic=$t\"},\"cluster_id\":\"$i\",\"topic_name\":\"$t\",\"is_internal\":false,\"replication_factor\":1,\"partitions_count\":2,\"partitions\":{\"related\":\"$u/topics/$t/partitions\"},\"configs\":{\"related\":\"$u/topics/$t/configs\"},\"partition_reassignments\":{\"related\":\"$u/topics/$t/partitions/-/reassignment\"},\"authorized_operations\":[]}`",
                "$c/topics/$t/configs/retention.ms | `{\"kind\":\"KafkaTopicConfig\",\"metadata\":{\"self\":\"$u/topics/$t/configs/retention.ms\",\"resource_name\":\"$r/topic=$t/config=retention.ms\"},\"cluster_id\":\"$i\",\"topic_name\":\"$t\",\"name\":\"retention.ms\",\"value\":\"1234567\",\"is_default\":false,\"is_read_only\":false,\"is_sensitive\":false,\"source\":\"DYNAMIC_TOPIC_CONFIG\",\"synonyms\":[{\"name\":\"retention.ms\",\"value\":\"1234567\",\"source\":\"DYNAMIC_TOPIC_CONFIG\"}]}`",
                "$c/topics/$t/partitions/1 | `{\"kind\":\"KafkaPartition\",\"metadata\":{\"self\":\"$u/topics/$t/partitions/1\",\"resource_name\":\"$r/topic=$t/partition=1\"},\"cluster_id\":\"$i\",\"topic_name\":\"$t\",\"partition_id\":1,\"leader\":{\"related\":\"$u/topics/$t/partitions/1/replicas/1\"},\"replicas\":{\"related\":\"$u/topics/$t/partitions/1/replicas\"},\"reassignment\":{\"related\":\"$u/topics/$t/partitions/1/reassignment\"}}`",
                "$c/topics/$t/partitions/1/offset | `{\"kind\":\"KafkaPartitionWithOffsets\",\"metadata\":{\"self\":\"$u/topics/$t/partitions/1/offset\",\"resource_name\":\"$r/topic=$t/partition=1/offset\"},\"cluster_id\":\"$i\",\"topic_name\":\"$t\",\"partition_id\":1,\"earliest_offset\":0,\"latest_offset\":2}`",
                "$c/topics/$t/partitions/1/replicas/1 | `{\"kind\":\"KafkaReplica\",\"metadata\":{\"self\":\"$u/topics/$t/partitions/1/replicas/1\",\"resource_name\":\"$r/topic=$t/partition=1/replica=1\"},\"cluster_id\":\"$i\",\"topic_name\":\"$t\",\"partition_id\":1,\"broker_id\":1,\"is_leader\":true,\"is_in_sync\":true,\"broker\":{\"related\":\"$u/brokers/1\"}}`",
                "$c/consumer-groups/$g | `{\"kind\":\"KafkaConsumerGroup\",\"metadata\":{\"self\":\"$u/consumer-groups/$g\",\"resource_name\":\"$r/consumer-group=$g\"},\"cluster_id\":\"$i\",\"consumer_group_id\":\"$g\",\"is_simple\":false,\"partition_assignor\":\"range\",\"state\":\"STABLE\",\"type\":\"CLASSIC\",\"is_mixed_consumer_group\":false,\"coordinator\":{\"related\":\"$u/brokers/1\"},\"consumers\":{\"related\":\"$u/consumer-groups/$g/consumers\"},\"lag_summary\":{\"related\":\"$u/consumer-groups/$g/lag-summary\"}}`",
                "$c/consumer-groups/$g/lag-summary | `{\"kind\":\"KafkaConsumerGroupLagSummary\",\"metadata\":{\"self\":\"$u/consumer-groups/$g/lag-summary\",\"resource_name\":\"$r/consumer-group=$g/lag-summary\"},\"cluster_id\":\"$i\",\"consumer_group_id\":\"$g\",\"max_lag_consumer_id\":\"$m\",\"max_lag_instance_id\":null,\"max_lag_client_id\":\"reader\",\"max_lag_topic_name\":\"$t\",\"max_lag_partition_id\":1,\"max_lag\":1,\"total_lag\":1,\"max_lag_consumer\":{\"related\":\"$u/consumer-groups/$g/consumers/$m\"},\"max_lag_partition\":{\"related\":\"$u/topics/$t/partitions/1\"}}`",
                "$c/consumer-groups/$g/lags/$t/partitions/1 | `{\"kind\":\"KafkaConsumerLag\",\"metadata\":{\"self\":\"$u/consumer-groups/$g/lags/$t/partitions/1\",\"resource_name\":\"$r/consumer-group=$g/lag=$t/partition=1\"},\"cluster_id\":\"$i\",\"consumer_group_id\":\"$g\",\"topic_name\":\"$t\",\"partition_id\":1,\"current_offset\":1,\"log_end_offset\":2,\"lag\":1,\"consumer_id\":\"$m\",\"instance_id\":null,\"client_id\":\"reader\"}`",
                "$c/consumer-groups/$g/consumers/$m | `{\"kind\":\"KafkaConsumer\",\"metadata\":{\"self\":\"$u/consumer-groups/$g/consumers/$m\",\"resource_name\":\"$r/consumer-group=$g/consumer=$m\"},\"cluster_id\":\"$i\",\"consumer_group_id\":\"$g\",\"consumer_id\":\"$m\",\"instance_id\":null,\"client_id\":\"reader\",\"assignments\":{\"related\":\"$u/consumer-groups/$g/consumers/$m/assignments\"}}`",
                "$c/consumer-groups/$g/consumers/$m/assignments/$t/partitions/0 | `{\"kind\":\"KafkaConsumerAssignment\",\"metadata\":{\"self\":\"$u/consumer-groups/$g/consumers/$m/assignments/$t/partitions/0\",\"resource_name\":\"$r/consumer-group=$g/consumer=$m/assignment=$t/partition=0\"},\"cluster_id\":\"$i\",\"consumer_group_id\":\"$g\",\"consumer_id\":\"$m\",\"topic_name\":\"$t\",\"partition_id\":0,\"partition\":{\"related\":\"$u/topics/$t/partitions/0\"},\"lag\":{\"related\":\"$u/consumer-groups/$g/lags/$t/partitions/0\"}}`",
            })
    void describes(String path, String body) {
        Answer answer = get(path);

        assertThat(answer.body()).isEqualTo(filled(body));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.field("content-type")).isEqualTo(JSON);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v3/clusters                                     | KafkaClusterList            | $u",
                "$c/brokers                                       | KafkaBrokerList             | $u/brokers/1",
                "$c/topics                                        | KafkaTopicList              | $u/topics/$t",
                "$c/topics/$t/configs                             | KafkaTopicConfigList        | $u/topics/$t/configs/cleanup.policy",
                "$c/topics/$t/partitions                          | KafkaPartitionList          | $u/topics/$t/partitions/1",
                "$c/topics/$t/partitions/0/replicas               | KafkaReplicaList            | $u/topics/$t/partitions/0/replicas/1",
                "$c/consumer-groups                               | KafkaConsumerGroupList      | $u/consumer-groups/$g",
                "$c/consumer-groups/$g/lags                       | KafkaConsumerLagList        | $u/consumer-groups/$g/lags/$t/partitions/0",
                "$c/consumer-groups/$g/consumers                  | KafkaConsumerList           | $u/consumer-groups/$g/consumers/$m",
                "$c/consumer-groups/$g/consumers/$m/assignments   | KafkaConsumerAssignmentList | $u/consumer-groups/$g/consumers/$m/assignments/$t/partitions/1",
            })
    void lists(String path, String kind, String member) {
        Answer answer = get(path);

        String self = filled(path).replace(filled("$c"), filled("$u"));
        String url = self.startsWith("/") ? filled("$u").replace("/" + cluster, "") : self;
        assertThat(answer.body())
                .startsWith(
                        "{\"kind\":\"" + kind + "\",\"metadata\":{\"self\":\"" + url + "\",\"next\":null},\"data\":[{")
                .contains("\"self\":\"" + filled(member) + '"');
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void describesABroker() {
        assertThat(get("$c/brokers/1").body())
                .startsWith(filled("{\"kind\":\"KafkaBroker\",\"metadata\":{\"self\":\"$u/brokers/1\","
                        + "\"resource_name\":\"$r/broker=1\"},\"cluster_id\":\"$i\",\"broker_id\":1,\"host\":\""))
                .contains("\"rack\":null", filled("\"configs\":{\"related\":\"$u/brokers/1/configs\"}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GET    | /v3/clusters/other                       |      | 404 | 404   | Cluster other cannot be found.",
                "GET    | /v3/clusters/other/topics                |      | 404 | 404   | Cluster other cannot be found.",
                "GET    | $c/brokers/9                             |      | 404 | 404   | Broker 9 cannot be found.",
                "GET    | $c/brokers/x                             |      | 404 | 404   | HTTP 404 Not Found",
                "GET    | $c/acls                                  |      | 404 | 404   | HTTP 404 Not Found",
                "GET    | /v3                                      |      | 404 | 404   | HTTP 404 Not Found",
                "GET    | $c/topics/none                           |      | 404 | 40403 | This server does not host this topic-partition.",
                "DELETE | $c/topics/none                           |      | 404 | 40403 | This server does not host this topic-partition.",
                "PATCH  | $c/topics/none                           | `{\"partitions_count\":2}` | 404 | 40403 | This server does not host this topic-partition.",
                "PATCH  | $c/topics/$t                             | {}   | 422 | 422   | partitions_count must not be null (was null)",
                "GET    | $c/topics/none/configs                   |      | 404 | 40403 | This server does not host this topic-partition.",
                "GET    | $c/topics/$t/configs/none                |      | 404 | 404   | Config none cannot be found.",
                "PUT    | $c/topics/$t/configs/none                | `{\"value\":\"1\"}` | 404 | 404 | Config none cannot be found.",
                "DELETE | $c/topics/$t/configs/none                |      | 404 | 404   | Config none cannot be found.",
                "POST   | $c/topics/$t/configs:alter               | `{\"data\":[{\"name\":\"none\"}]}` | 404 | 404 | Config none cannot be found.",
                "POST   | $c/topics/$t/configs:alter               | {}   | 422 | 422   | data must not be null (was null)",
                "POST   | $c/topics/$t/configs:alter               | `{\"data\":[{\"name\":\"retention.ms\",\"operation\":\"ADD\"}]}` | 400 | 400 | Bad Request: unknown operation of retention.ms (expected: SET or DELETE)",
                "GET    | $c/topics/$t/partitions/2                |      | 404 | 40402 | Partition not found.",
                "GET    | $c/topics/none/partitions                |      | 404 | 40403 | This server does not host this topic-partition.",
                "GET    | $c/topics/$t/partitions/0/replicas/9     |      | 404 | 404   | Replica 9 cannot be found.",
                "GET    | $c/topics/$t/partitions/0/offset?offset_type=x | | 400 | 400  | Bad Request: unknown offset_type (expected: earliest_and_latest, earliest or latest)",
                "POST   | $c/topics                                | {}   | 422 | 422   | topic_name must not be null (was null)",
                "POST   | $c/topics                                | `{\"topic_name\":\"$t\"}` | 400 | 40002 | Topic '$t' already exists.",
                "POST   | $c/topics                                | `{\"topic_name\":\"x\",\"colour\":1}` | 422 | 422 | Unrecognized field: colour",
                "POST   | $c/topics                                | `{\"topic_name\":\"x\",\"replication_factor\":40000}` | 400 | 400 | Numeric value (40000) out of range of `short`",
                "PUT    | $c/topics                                | {}   | 405 | 405   | HTTP 405 Method Not Allowed",
                "GET    | $c/consumer-groups/$g/consumers/none     |      | 404 | 404   | Consumer none cannot be found.",
                "GET    | $c/consumer-groups/$g/lags/$t/partitions/9 |    | 404 | 404   | Lag at partition $t-9 cannot be found.",
                "GET    | $c/consumer-groups/$g/consumers/$m/assignments/$t/partitions/9 | | 404 | 404 | Assignment of partition $t-9 cannot be found.",
            })
    void tellsWhatIsWrong(String method, String path, String body, int status, int code, String message) {
        Answer answer = send(method, path, body == null ? "" : filled(body));

        assertThat(answer.body()).isEqualTo("{\"error_code\":" + code + ",\"message\":\"" + filled(message) + "\"}");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.field("content-type")).isEqualTo(JSON);
    }

    @ParameterizedTest
    @CsvSource({"$c/consumer-groups/none", "$c/consumer-groups/none/lags", "$c/consumer-groups/none/consumers"})
    void knowsOnlyGroupsThatAreThere(String path) {
        Answer answer = get(path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body())
                .startsWith("{\"error_code\":404,\"message\":\"")
                .contains("none");
    }

    @Test
    void speaksPlainJsonOnly() {
        assertThat(get("/v3/clusters", "accept", V2).status()).isEqualTo(406);
        assertThat(scene.client()
                        .post(filled("$c/topics"), "{}", "content-type", V2)
                        .status())
                .isEqualTo(415);
    }

    @Test
    void takesATopicThroughItsLife() {
        String name = TestKafka.name("life");
        String path = "$c/topics/" + name;

        Answer validated = send("POST", "$c/topics", "{\"topic_name\":\"" + name + "\",\"validate_only\":true}");
        assertThat(validated.status()).isEqualTo(200);
        assertThat(validated.body()).contains("\"topic_name\":\"" + name + '"', "\"partitions_count\":");

        Answer created = send(
                "POST",
                "$c/topics",
                "{\"topic_name\":\"" + name + "\",\"partitions_count\":2,\"replication_factor\":1,"
                        + "\"configs\":[{\"name\":\"cleanup.policy\",\"value\":\"compact\"}]}");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.field("location")).isEqualTo(filled("$u/topics/" + name));
        assertThat(created.body()).contains("\"partitions_count\":2", "\"replication_factor\":1");
        scene.eventually(filled(path), answer -> answer.status() == 200);

        assertThat(send("PUT", path + "/configs/retention.ms", "{\"value\":\"7000\"}")
                        .status())
                .isEqualTo(204);
        scene.eventually(
                filled(path + "/configs/retention.ms"), answer -> answer.body().contains("\"7000\""));
        String changes = "{\"data\":[{\"name\":\"retention.ms\",\"operation\":\"DELETE\"},"
                + "{\"name\":\"cleanup.policy\",\"value\":\"delete\"}]";
        assertThat(send("POST", path + "/configs:alter", changes + ",\"validate_only\":true}")
                        .status())
                .isEqualTo(204);
        assertThat(get(path + "/configs/cleanup.policy").body()).contains("\"value\":\"compact\"");
        assertThat(send("POST", path + "/configs:alter", changes + "}").status())
                .isEqualTo(204);
        scene.eventually(
                filled(path + "/configs/cleanup.policy"),
                answer -> answer.body().contains("\"value\":\"delete\""));
        assertThat(send("DELETE", path + "/configs/cleanup.policy", "").status())
                .isEqualTo(204);
        assertThat(send("PUT", path + "/configs/retention.ms", "{\"value\":\"x\"}")
                        .body())
                .startsWith("{\"error_code\":40002,");

        Answer grown = send("PATCH", path, "{\"partitions_count\":3}");
        assertThat(grown.status()).isEqualTo(200);
        scene.eventually(filled(path), answer -> answer.body().contains("\"partitions_count\":3"));
        assertThat(send("PATCH", path, "{\"partitions_count\":1}").body()).startsWith("{\"error_code\":40002,");

        assertThat(send("DELETE", path, "").status()).isEqualTo(204);
        scene.eventually(filled(path), answer -> answer.status() == 404);
    }

    @Test
    void createsATopicOnBrokersOfTheClientsChoice() {
        String name = TestKafka.name("placed");
        String placed = "{\"topic_name\":\"" + name + "\",\"validate_only\":true,"
                + "\"replicas_assignments\":[{\"partition_id\":0,\"broker_ids\":[1]}]";

        assertThat(send("POST", "$c/topics", placed + "}").status()).isEqualTo(200);
        assertThat(send("POST", "$c/topics", placed + ",\"partitions_count\":1}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void tellsOneOfTheOffsetsAndTheRightsWhenAsked() {
        assertThat(get("$c/topics/$t/partitions/1/offset?offset_type=latest").body())
                .contains("\"latest_offset\":2")
                .doesNotContain("earliest_offset");
        assertThat(get("$c/topics/$t?include_authorized_operations=true").body())
                .contains("\"authorized_operations\":[\"ALTER\"");
    }

    @Test
    void linksToWhereAProxyInFrontIsReached() {
        assertThat(get("/v3/clusters", "x-forwarded-proto", "https", "x-forwarded-host", "api.example")
                        .body())
                .contains("\"self\":\"https://api.example/v3/clusters\"");
    }
}
