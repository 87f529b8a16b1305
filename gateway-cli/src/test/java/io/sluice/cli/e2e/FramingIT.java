package io.sluice.cli.e2e;

import static io.sluice.cli.e2e.GatewayYaml.produce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is refused because of its framing reaches no topic. */
@ExtendWith(WatchIoThreads.class)
@Timeout(60)
class FramingIT {
    private static final TestKafka KAFKA = TestKafka.shared();

    @Test
    void producesNothingOfAnAmbiguousRequest() throws Exception {
        String topic = KAFKA.plain("events", 1);
        try (Scene scene = Scene.open(GatewayYaml.of(produce("/events", topic, "")))) {
            String head = "POST /events HTTP/1.1\r\nhost: test\r\n";
            try (RawConnection connection = scene.client().raw()) {
                connection.send(head + "transfer-encoding: chunked\r\n\r\n4\r\ngood\r\n0\r\n\r\n");
                assertThat(connection.readHead().status()).isEqualTo(204);

                connection.send(head + "content-length: 3\r\ntransfer-encoding: chunked\r\n\r\n3\r\nbad\r\n0\r\n\r\n");
                assertThat(connection.readHead().status()).isEqualTo(400);
                assertThatThrownBy(connection::readHead).isInstanceOf(IOException.class);
            }
            for (String chunks : new String[] {"-1\r\n", "x\r\n", "3\r\nbad0\r\n\r\n"}) {
                try (RawConnection connection = scene.client().raw()) {
                    connection.send(head + "transfer-encoding: chunked\r\n\r\n" + chunks);

                    assertThatThrownBy(connection::readHead).isInstanceOf(IOException.class);
                }
            }
            assertThat(scene.client().post("/events", "last").status()).isEqualTo(204);
            assertThat(KAFKA.records(topic))
                    .extracting(record -> TestKafka.text(record.value()))
                    .containsExactly("good", "last");
        }
    }
}
