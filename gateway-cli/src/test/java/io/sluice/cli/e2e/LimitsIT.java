package io.sluice.cli.e2e;

import static io.sluice.cli.e2e.GatewayYaml.fetch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What clients may take up, as configured. */
@ExtendWith(WatchIoThreads.class)
@Timeout(60)
class LimitsIT {
    private static final TestKafka KAFKA = TestKafka.shared();

    @Test
    void boundsWaitsAndIdleConnections() throws Exception {
        String topic = KAFKA.compacted("items", 1);
        KAFKA.put(topic, "1", "one");
        GatewayYaml yaml = GatewayYaml.of(fetch("/items/{id}", topic, "filters: [{key: \"${params.id}\"}]"))
                .http("limits: {waits: 0, idle: 1, read: 1}");
        try (Scene scene = Scene.open(yaml);
                RawConnection connection = scene.client().raw();
                RawConnection slow = scene.client().raw()) {
            scene.eventually("/items/1", "one");

            RawConnection.Response refused =
                    connection.request("GET", "/items/2", "prefer: wait=9").read();

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.fields("retry-after")).isNotEmpty();
            assertThat(connection.request("GET", "/items/1").read().body()).isEqualTo("one");
            assertThatThrownBy(connection::readHead).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> slow.send("GET /items/1 HTTP/1.1\r\n").readHead())
                    .isInstanceOf(IOException.class);
        }
    }
}
