package io.sluice.cli.e2e;

import static io.sluice.cli.e2e.GatewayYaml.fetch;
import static io.sluice.cli.e2e.GatewayYaml.produce;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.e2e.Client.Answer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several clients send thousands of random requests; every answer must fit what was written when it was given. */
@ExtendWith(WatchIoThreads.class)
@Timeout(120)
class ModelIT {
    private static final TestKafka KAFKA = TestKafka.shared();
    private static final int WRITERS = 6;
    private static final int WAITERS = 3;
    private static final int KEYS_EACH = 5;
    private static final int ROUNDS = 4;
    private static final int OPERATIONS = 150;

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void everyAnswerFitsTheModel(int partitions) {
        long seed = Long.getLong("model.seed", System.nanoTime());
        GatewayYaml yaml = yaml(KAFKA.compacted("items", partitions));
        try (Scene near = Scene.open(yaml);
                Scene far = Scene.open(yaml)) {
            near.ready("/items");
            far.ready("/items");
            run(seed, List.of(near.client(), far.client()));
        } catch (Exception | AssertionError e) {
            throw new AssertionError("model.seed=" + seed + ": " + e.getMessage(), e);
        }
    }

    private static GatewayYaml yaml(String topic) {
        return GatewayYaml.of(
                fetch("/items", topic, "merge:\n  content-type: application/json"),
                fetch("/items/{id}", topic, "filters:\n- key: ${params.id}"),
                fetch(
                        "/clients/{client}/items",
                        topic,
                        "filters:\n- headers: {client: '${params.client}'}\nmerge:\n  content-type: application/json"),
                produce(
                        "/clients/{client}/items/{id}",
                        topic,
                        "key: ${params.id}\noverrides: {client: '${params.client}'}"));
    }

    private static void run(long seed, List<Client> gateways) throws Exception {
        List<KeyModel> keys = new ArrayList<>();
        for (int i = 0; i < WRITERS * KEYS_EACH; i++) {
            keys.add(new KeyModel("key-" + i));
        }
        List<ModelClient> clients = new ArrayList<>();
        for (int i = 0; i < WRITERS + WAITERS; i++) {
            List<KeyModel> own = i < WRITERS ? keys.subList(i * KEYS_EACH, (i + 1) * KEYS_EACH) : List.of();
            clients.add(new ModelClient("client-" + i, new Random(seed + i), gateways, own, keys));
        }
        ExecutorService threads = Executors.newFixedThreadPool(clients.size());
        try {
            for (int round = 0; round < ROUNDS; round++) {
                round(threads, clients);
                checkQuietly(gateways.get(0), keys);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(clients.stream().mapToInt(ModelClient::operations).sum())
                .isGreaterThan(ROUNDS * WRITERS * OPERATIONS);
    }

    private static void round(ExecutorService threads, List<ModelClient> clients) throws Exception {
        var writing = new AtomicInteger(WRITERS);
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < clients.size(); i++) {
            tasks.add(
                    i < WRITERS
                            ? clients.get(i).writing(OPERATIONS, writing)
                            : clients.get(i).waiting(writing));
        }
        for (Future<Void> task : threads.invokeAll(tasks)) {
            task.get();
        }
    }

    /** Nobody writes: the list is exactly the model, in the order in which the records lie in their partitions. */
    private static void checkQuietly(Client gateway, List<KeyModel> keys) throws Exception {
        Map<String, String> expected = new HashMap<>();
        Map<String, Long> places = new HashMap<>();
        for (KeyModel key : keys) {
            Answer answer = gateway.get("/items/" + key.key());
            key.check(answer, key.since(key.acknowledged()));
            String state = key.current();
            if (state != null) {
                expected.put(key.key(), state);
                places.put(key.key(), place(answer.etag()));
            }
        }
        Answer list = gateway.get("/items");
        Map<String, String> members = ModelClient.members(list);
        assertThat(members).isEqualTo(expected);
        assertThat(members.keySet().stream().map(places::get)).isSorted();
        assertThat(gateway.get("/items", "if-none-match", list.etag()).status()).isEqualTo(304);
    }

    /** A record's partition and offset as one number, from its etag. */
    private static long place(String etag) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(etag.replace("\"", "")));
        bytes.position(2);
        return number(bytes) << 40 | number(bytes);
    }

    private static long number(ByteBuffer bytes) {
        long value = 0;
        int shift = 0;
        byte next = bytes.get();
        for (; next < 0; next = bytes.get()) {
            value |= (long) (next & 0x7F) << shift;
            shift += 7;
        }
        return (value | (long) next << shift) >>> 1;
    }
}
