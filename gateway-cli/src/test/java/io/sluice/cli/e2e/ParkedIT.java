package io.sluice.cli.e2e;

import static io.sluice.cli.e2e.GatewayYaml.fetch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.cli.e2e.Client.Answer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A thousand requests that wait for the same record. */
@ExtendWith(WatchIoThreads.class)
@Timeout(90)
class ParkedIT {
    private static final TestKafka KAFKA = TestKafka.shared();
    private static final int WAITERS = 1_000;
    private static final String PARKED = "io.sluice.kafka.fetch.Fetch$Parked";

    private String items = "";
    private Scene scene;

    @BeforeEach
    void start() {
        items = KAFKA.compacted("items", 3);
        scene = Scene.open(GatewayYaml.of(
                fetch("/items/{id}", items, "filters:\n- key: ${params.id}"),
                fetch("/items", items, "merge:\n  content-type: application/json")));
        scene.ready("/items/1");
    }

    @AfterEach
    void stop() {
        scene.close();
    }

    @Test
    void areAllAnsweredByOneRecordAndForgotten() {
        String list = scene.client().get("/items").etag();
        List<CompletableFuture<Answer>> waiting = Stream.concat(
                        waiters("/items/1"), waiters("/items", "if-none-match", list))
                .toList();
        await().atMost(Duration.ofSeconds(40)).until(() -> liveInstances(PARKED) == 2 * WAITERS);

        KAFKA.put(items, "1", "\"v\"");

        assertThat(waiting)
                .allSatisfy(answer -> assertThat(answer.join().status()).isEqualTo(200));
        assertThat(waiting.subList(0, WAITERS))
                .allSatisfy(answer -> assertThat(answer.join().body()).isEqualTo("\"v\""));
        assertThat(waiting.subList(WAITERS, 2 * WAITERS))
                .allSatisfy(answer -> assertThat(answer.join().body()).isEqualTo("[\"v\"]"));
        await().until(() -> liveInstances(PARKED) == 0);
    }

    @Test
    void areForgottenWhenTheirClientsLeave() throws IOException {
        List<RawConnection> connections = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            connections.add(scene.client().raw().request("GET", "/items/2", "prefer: wait=50"));
        }
        await().until(() -> liveInstances(PARKED) == 100);

        for (RawConnection connection : connections) {
            connection.close();
        }

        await().until(() -> liveInstances(PARKED) == 0);
    }

    private Stream<CompletableFuture<Answer>> waiters(String path, String... fields) {
        String[] all =
                Stream.concat(Stream.of("prefer", "wait=50"), Stream.of(fields)).toArray(String[]::new);
        return IntStream.range(0, WAITERS).mapToObj(i -> scene.client().getting(path, all));
    }

    /** How many instances of a class the collector cannot reclaim. */
    private static long liveInstances(String className) throws JMException {
        var diagnostics = new ObjectName("com.sun.management:type=DiagnosticCommand");
        String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(diagnostics, "gcClassHistogram", new Object[] {null}, new String[] {String[].class.getName()});
        return histogram
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length > 3 && columns[3].equals(className))
                .mapToLong(columns -> Long.parseLong(columns[1]))
                .sum();
    }
}
