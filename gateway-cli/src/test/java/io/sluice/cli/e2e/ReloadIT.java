package io.sluice.cli.e2e;

import static io.sluice.cli.e2e.GatewayYaml.fetch;
import static io.sluice.cli.e2e.GatewayYaml.produce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.cli.TestGateway;
import io.sluice.cli.e2e.Client.Answer;
import io.sluice.http.admin.ConfigStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A configuration that takes the place of another, under requests. */
@ExtendWith(WatchIoThreads.class)
@Timeout(120)
class ReloadIT {
    private static final TestKafka KAFKA = TestKafka.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int WAITERS = 1_000;
    private static final String BY_KEY = "filters: [{key: '${params.id}'}]";
    private static final String AS_LIST = "merge: {content-type: application/json}";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final String items = KAFKA.compacted("items", 1);
    private @Nullable TestGateway gateway;

    @AfterEach
    void stop() {
        if (gateway != null) {
            gateway.close();
        }
    }

    private TestGateway start(GatewayYaml yaml) {
        return start(yaml.text());
    }

    private TestGateway start(String yaml) {
        TestGateway started = TestGateway.start(yaml, KAFKA.bootstrap());
        gateway = started;
        return started;
    }

    private static Client client(TestGateway gateway) {
        return new Client(gateway.uri());
    }

    private static void ready(Client client, String... paths) {
        for (String path : paths) {
            await().atMost(PATIENCE).until(() -> client.get(path).status() != 503);
        }
    }

    private static List<String> problems(TestGateway gateway) {
        return Objects.requireNonNull(gateway.status().last()).problems();
    }

    @Test
    void takesAChangeOnOpenConnections() throws IOException {
        KAFKA.put(items, "a", "\"v\"");
        TestGateway running = start(GatewayYaml.of(fetch("/items/{id}", items, BY_KEY)));
        URI uri = running.uri();
        Client client = client(running);
        ready(client, "/items/a");
        ConfigStatus before = running.status();
        try (RawConnection kept = client.raw()) {
            assertThat(kept.request("GET", "/items/a").read().body()).isEqualTo("\"v\"");

            running.reload(GatewayYaml.of(fetch("/things/{id}", items, BY_KEY)).text());

            assertThat(kept.request("GET", "/items/a").read().status()).isEqualTo(404);
            assertThat(kept.request("GET", "/things/a").read().body()).isEqualTo("\"v\"");
        }
        assertThat(running.uri()).isEqualTo(uri);
        assertThat(running.status().accepted()).isEqualTo(1);
        assertThat(running.status().hash()).isNotEqualTo(before.hash());
        assertThat(running.status().folded()).anyMatch(line -> line.contains("/things/{id}"));
        assertThat(problems(running)).isEmpty();
    }

    @Test
    void keepsWhatRunsWhenTheNextIsBroken() {
        KAFKA.put(items, "a", "\"v\"");
        String yaml = GatewayYaml.of(fetch("/items/{id}", items, BY_KEY)).text();
        TestGateway running = start(yaml);
        Client client = client(running);
        ready(client, "/items/a");
        ConfigStatus before = running.status();

        running.reload(
                yaml.replace("exit: http_kafka", "exit: nowhere").replace("capability: fetch", "capability: fly"));

        assertThat(problems(running))
                .hasSizeGreaterThan(1)
                .anyMatch(problem -> problem.contains("nowhere"))
                .anyMatch(problem -> problem.contains("fly"));
        assertThat(running.status().hash()).isEqualTo(before.hash());
        assertThat(running.status().refused()).isEqualTo(1);
        assertThat(client.get("/items/a").body()).isEqualTo("\"v\"");
        assertThat(new Client(running.admin()).get("/config").body()).contains("\"refused\"", "nowhere");

        running.write(yaml);

        await().atMost(PATIENCE).until(() -> problems(running).isEmpty());
        assertThat(running.status().accepted()).isZero();
    }

    @Test
    void opensAndClosesListeners() throws IOException {
        KAFKA.put(items, "a", "\"v\"");
        String yaml = GatewayYaml.of(fetch("/items/{id}", items, BY_KEY)).text();
        int first = Ports.free();
        int second = Ports.free();
        TestGateway running = start(yaml.replace("port: 0", "port: " + first));
        ready(client(running), "/items/a");

        running.reload(yaml.replace("port: 0", "port: [" + first + ", " + second + "]"));

        assertThat(problems(running)).isEmpty();
        assertThat(running.uris()).hasSize(2);
        var added = new Client(running.uris().get(1));
        assertThat(added.get("/items/a").body()).isEqualTo("\"v\"");
        CompletableFuture<Answer> parked = added.getting("/items/none", "prefer", "wait=30");
        awaitWaiting(running, 1);

        running.reload(yaml.replace("port: 0", "port: " + first));

        await().until(() -> isRefused(second));
        assertThat(client(running).get("/items/a").body()).isEqualTo("\"v\"");
        assertThat(running.ending()).isEqualTo(1);
        KAFKA.put(items, "none", "\"late\"");
        assertThat(parked.join().body()).isEqualTo("\"late\"");
        await().until(() -> running.ending() == 0);
    }

    private static boolean isRefused(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return !socket.isConnected();
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void refusesAConfigurationWhosePortIsTaken() throws IOException {
        KAFKA.put(items, "a", "\"v\"");
        String yaml = GatewayYaml.of(fetch("/items/{id}", items, BY_KEY)).text();
        int first = Ports.free();
        int free = Ports.free();
        TestGateway running = start(yaml.replace("port: 0", "port: " + first));
        ready(client(running), "/items/a");
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            running.reload(yaml.replace("port: 0", "port: [%d, %d, %d]".formatted(first, free, taken.getLocalPort())));

            assertThat(problems(running))
                    .singleElement()
                    .asString()
                    .startsWith("Cannot listen on 127.0.0.1:" + taken.getLocalPort());
        }
        assertThat(running.uris()).containsExactly(URI.create("http://127.0.0.1:" + first));
        assertThat(isRefused(free)).isTrue();
        assertThat(client(running).get("/items/a").body()).isEqualTo("\"v\"");
    }

    /** The routes of all these requests are gone or changed while they run. */
    @Test
    void letsRunningRequestsEndUnderTheRoutesTheyBeganWith() throws IOException {
        String orders = KAFKA.plain("orders", 1);
        String replies = KAFKA.plain("replies", 1);
        String events = KAFKA.plain("events", 1);
        TestGateway running = start(GatewayYaml.of(
                fetch("/items/{id}", items, BY_KEY),
                produce("/orders/{id}", orders, "key: ${params.id}\nreply-to: " + replies),
                produce("/events", events, "key: event")));
        Client client = client(running);
        ready(client, "/items/none");
        await().atMost(PATIENCE).until(() -> readyz(running).at("/ready").asBoolean());
        List<CompletableFuture<Answer>> parked = IntStream.range(0, WAITERS)
                .mapToObj(i -> client.getting("/items/1", "prefer", "wait=50"))
                .toList();
        awaitWaiting(running, WAITERS);
        CompletableFuture<Answer> order = client.sending("PUT", "/orders/1", "{}");
        await().atMost(PATIENCE).until(() -> KAFKA.records(orders).size() == 1);
        try (RawConnection upload = client.raw()) {
            upload.send("PUT /events HTTP/1.1\r\nhost: test\r\ncontent-length: 10\r\n\r\n01234");

            running.reload(GatewayYaml.of(
                            fetch("/things/{id}", items, BY_KEY), produce("/orders/{id}", events, "key: ${params.id}"))
                    .text());

            assertThat(problems(running)).isEmpty();
            assertThat(client.get("/items/1").status()).isEqualTo(404);
            assertThat(running.ending()).isEqualTo(1);
            assertThat(parked).noneMatch(CompletableFuture::isDone);
            KAFKA.put(items, "1", "\"after\"");
            assertThat(parked).allSatisfy(answer -> {
                assertThat(answer.join().status()).isEqualTo(200);
                assertThat(answer.join().body()).isEqualTo("\"after\"");
            });
            Service.reply(KAFKA, KAFKA.records(orders).get(0), Service.Reply.of("done", ":status", "201"));
            assertThat(order.join().status()).isEqualTo(201);
            assertThat(order.join().body()).isEqualTo("done");
            assertThat(running.ending()).isEqualTo(1);
            assertThat(upload.send("56789").read().status()).isEqualTo(204);
        }
        assertThat(TestKafka.text(KAFKA.records(events, "event").get(0).value()))
                .isEqualTo("0123456789");
        await().atMost(PATIENCE).until(() -> running.ending() == 0);
        assertThat(topics(running)).containsExactly(items);
    }

    private static JsonNode readyz(TestGateway gateway) {
        try {
            return JSON.readTree(new Client(gateway.admin()).get("/readyz").body());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> topics(TestGateway gateway) {
        return readyz(gateway).at("/clusters/0/topics").findValuesAsText("topic");
    }

    private static void awaitWaiting(TestGateway gateway, int count) {
        await().atMost(PATIENCE)
                .until(() -> readyz(gateway).at("/clusters/0/topics").findValues("waiting").stream()
                                .mapToInt(JsonNode::asInt)
                                .sum()
                        == count);
    }

    @Test
    void closesAChangedClusterWhenItsLastRequestHasEnded() {
        KAFKA.put(items, "a", "\"v\"");
        GatewayYaml yaml = GatewayYaml.of(fetch("/items/{id}", items, BY_KEY));
        TestGateway running = start(yaml);
        Client client = client(running);
        ready(client, "/items/a");
        long threads = clusterThreads();
        CompletableFuture<Answer> parked = client.getting("/items/b", "prefer", "wait=50");
        awaitWaiting(running, 1);

        running.reload(yaml.client("limits: {views: 7}").text());

        assertThat(problems(running)).isEmpty();
        assertThat(client.get("/items/a").body()).as("read before the change").isEqualTo("\"v\"");
        assertThat(clusterThreads()).isGreaterThan(threads);
        running.reload(yaml.client("limits: {views: 8}").text());
        assertThat(problems(running)).as("no waiting for the one before").isEmpty();
        assertThat(parked).isNotDone();
        KAFKA.put(items, "b", "\"w\"");
        assertThat(parked.join().body()).isEqualTo("\"w\"");
        await().atMost(PATIENCE).until(() -> running.ending() == 0);
        await().atMost(PATIENCE).until(() -> clusterThreads() == threads);
    }

    private static long clusterThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("(view|reply|send|catalog|refetch)-client"))
                .count();
    }

    @Test
    void answersWhileATopicIsReadAnewForAList() throws Exception {
        for (int i = 0; i < 2_000; i++) {
            KAFKA.send(new ProducerRecord<>(items, TestKafka.bytes("k" + i), TestKafka.bytes(Integer.toString(i))));
        }
        TestGateway running = start(GatewayYaml.of(fetch("/items/{id}", items, BY_KEY)));
        Client client = client(running);
        KAFKA.put(items, "a", "\"v\"");
        await().atMost(PATIENCE).until(() -> client.get("/items/a").status() == 200);
        var statuses = new ConcurrentLinkedQueue<Integer>();
        var done = new AtomicBoolean();
        var asking = new Thread(() -> {
            while (!done.get()) {
                statuses.add(client.get("/items/a").status());
            }
        });
        asking.start();

        running.reload(GatewayYaml.of(fetch("/items/{id}", items, BY_KEY), fetch("/items", items, AS_LIST))
                .text());

        Answer list = client.get("/items");
        done.set(true);
        asking.join();
        assertThat(statuses).isNotEmpty().containsOnly(200);
        assertThat(list.status()).isEqualTo(200);
        assertThat(JSON.readTree(list.body())).hasSize(2_001);
        KAFKA.put(items, "a", null);
        await().until(() -> client.get("/items/a").status() == 404);
        await().until(() -> JSON.readTree(client.get("/items").body()).size() == 2_000);
    }

    @Test
    void leavesNothingBehind() {
        String other = KAFKA.compacted("other", 1);
        String replies = KAFKA.plain("replies", 1);
        KAFKA.put(items, "a", "\"v\"");
        KAFKA.put(other, "a", "\"w\"");
        List<String> yamls = List.of(
                GatewayYaml.of(fetch("/items/{id}", items, BY_KEY), fetch("/items", items, AS_LIST))
                        .text(),
                GatewayYaml.of(
                                fetch("/items/{id}", other, BY_KEY),
                                fetch("/by-topic/{topic}/{id}", "${params.topic}", BY_KEY),
                                produce("/orders", other, "reply-to: " + replies))
                        .text());
        TestGateway running = start(yamls.get(0));
        Client client = client(running);
        ready(client, "/items/a");
        running.reload(yamls.get(1));
        assertThat(client.get("/by-topic/" + items + "/a").body()).isEqualTo("\"v\"");
        running.reload(yamls.get(0));
        await().atMost(PATIENCE).until(() -> running.ending() == 0);
        long threads = threads();
        CompletableFuture<Answer> parked = client.getting("/items/b", "prefer", "wait=50");
        awaitWaiting(running, 1);

        for (int i = 1; i <= 20; i++) {
            running.reload(yamls.get(i % 2));
            assertThat(client.get("/items/a").body()).isEqualTo(i % 2 == 0 ? "\"v\"" : "\"w\"");
        }

        assertThat(parked).isNotDone();
        KAFKA.put(items, "b", "\"x\"");
        assertThat(parked.join().body()).isEqualTo("\"x\"");
        for (int i = 1; i <= 30; i++) {
            running.reload(yamls.get(i % 2));
        }
        await().atMost(PATIENCE).until(() -> running.ending() == 0);
        assertThat(topics(running)).containsExactly(items);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(threads()).isLessThanOrEqualTo(threads));
        assertThat(running.status().accepted()).isEqualTo(52);
    }

    /** Those of clusters and of the gateway; the client of this test has threads that come and go. */
    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().contains("HttpClient"))
                .count();
    }

    @Test
    void followsLinksThatAreSwapped() throws IOException {
        KAFKA.put(items, "a", "\"v\"");
        GatewayYaml first = GatewayYaml.of(fetch("/first/{id}", items, BY_KEY));
        GatewayYaml second = GatewayYaml.of(fetch("/second/{id}", items, BY_KEY));
        version("..1", first);
        version("..2", second);
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..1"));
        Path file = Files.createSymbolicLink(folder.resolve("zilla.yaml"), Path.of("..data/zilla.yaml"));
        TestGateway running = TestGateway.start(file, Map.of("KAFKA_BOOTSTRAP_SERVER", KAFKA.bootstrap()));
        gateway = running;
        Client client = client(running);
        ready(client, "/first/a");

        Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of("..2"));
        Files.move(
                folder.resolve("..data_tmp"),
                folder.resolve("..data"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);

        await().atMost(PATIENCE).until(() -> client.get("/second/a").status() == 200);
        assertThat(client.get("/first/a").status()).isEqualTo(404);
    }

    private void version(String name, GatewayYaml yaml) throws IOException {
        Files.writeString(Files.createDirectory(folder.resolve(name)).resolve("zilla.yaml"), yaml.text());
    }

    @Test
    void endsAStormOfChangesWithTheLast() {
        Supplier<GatewayYaml> next = () -> GatewayYaml.of(fetch("/" + System.nanoTime() + "/{id}", items, BY_KEY));
        TestGateway running = start(next.get());
        ready(client(running), "/none");

        for (int i = 0; i < 50; i++) {
            running.write(next.get().text());
            running.demand();
        }
        running.write(GatewayYaml.of(fetch("/last/{id}", items, BY_KEY)).text());
        running.demand();

        await().atMost(PATIENCE)
                .until(() -> running.status().folded().stream().anyMatch(line -> line.contains("/last/{id}")));
        assertThat(running.status().refused()).isZero();
    }

    @Test
    void stopsInTheMiddleOfAReload() throws IOException {
        KAFKA.put(items, "a", "\"v\"");
        GatewayYaml yaml = GatewayYaml.of(fetch("/items/{id}", items, BY_KEY));
        TestGateway running = start(yaml);
        ready(client(running), "/items/a");
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            running.write(yaml.text().replace("${{env.KAFKA_BOOTSTRAP_SERVER}}", "127.0.0.1:" + silent.getLocalPort()));
            running.demand();
            await().atMost(PATIENCE).until(() -> clusterThreads() > 4);

            running.close();
        }

        gateway = null;
        await().atMost(PATIENCE).until(() -> clusterThreads() == 0);
    }
}
