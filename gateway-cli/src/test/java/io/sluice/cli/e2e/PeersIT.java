package io.sluice.cli.e2e;

import static io.sluice.cli.e2e.GatewayYaml.produce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.cli.TestGateway;
import io.sluice.config.InvalidConfigException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections from addresses that a tcp route names, and from others. */
@Timeout(60)
class PeersIT {
    private static final TestKafka KAFKA = TestKafka.shared();

    @Test
    void takesConnectionsByTheirAddress() throws Exception {
        GatewayYaml yaml = GatewayYaml.of(produce("/events", KAFKA.plain("events", 1), ""));
        assertThat(statusOf(yaml, "cidr: 127.0.0.0/8")).isEqualTo(204);
        assertThatThrownBy(() -> statusOf(yaml, "cidr: 10.0.0.0/8")).isInstanceOf(IOException.class);
    }

    @Test
    void takesConnectionsByTheNameOfTheAddressTheyWereMadeTo() throws Exception {
        GatewayYaml yaml = GatewayYaml.of(produce("/events", KAFKA.plain("events", 1), ""));
        assertThat(statusOf(yaml, "authority: localhost")).isEqualTo(204);
        assertThat(statusOf(yaml, "authority: 127.0.0.1, cidr: 127.0.0.0/8")).isEqualTo(204);
        assertThatThrownBy(() -> statusOf(yaml, "authority: 127.0.0.2")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> statusOf(yaml, "authority: localhost, cidr: 10.0.0.0/8"))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> statusOf(yaml, "authority: no.such.host.invalid"))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("authority: no address of this name: \"no.such.host.invalid\"");
    }

    private static int statusOf(GatewayYaml yaml, String condition) throws IOException {
        String routed = yaml.text()
                .replaceFirst(
                        "    exit: http_server\n", "    routes: [{when: [{" + condition + "}], exit: http_server}]\n");
        try (TestGateway gateway = TestGateway.start(routed, KAFKA.bootstrap());
                RawConnection connection = new Client(gateway.uri()).raw()) {
            return connection
                    .request("POST", "/events", "content-length: 0")
                    .readHead()
                    .status();
        }
    }
}
