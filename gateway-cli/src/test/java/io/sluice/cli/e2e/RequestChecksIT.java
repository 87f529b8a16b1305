package io.sluice.cli.e2e;

import static io.sluice.cli.e2e.GatewayYaml.produce;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Requests whose fields and parameters do not look as {@code options.requests} says. */
@ExtendWith(WatchIoThreads.class)
@Timeout(60)
class RequestChecksIT {
    private static final TestKafka KAFKA = TestKafka.shared();

    @Test
    void producesOnlyWhatLooksAsItMust() {
        String topic = KAFKA.plain("checked", 1);
        GatewayYaml yaml = GatewayYaml.of(produce("/items/{id}", topic, "key: ${params.id}"))
                .http("""
                        requests:
                          - path: /items/{id}
                            method: PUT
                            headers: {x-note: {model: string, maxLength: 3}}
                            params:
                              path: {id: {model: int32, range: "[1,100)"}}
                              query: {deep: boolean}
                        """);
        try (Scene scene = Scene.open(yaml)) {
            Client client = scene.client();

            assertThat(client.put("/items/99?deep=true", "a", "x-note", "abc").status())
                    .isEqualTo(204);
            assertThat(client.put("/items/100", "b").body())
                    .contains("The path parameter id must be an int32 in [1,100).");
            assertThat(client.put("/items/1?deep=x", "c", "x-note", "abcd").body())
                    .contains("The field x-note must be text of at most 3 characters. The query parameter deep must be"
                            + " true or false.");
            assertThat(client.put("/items/1%200?deep=x", "d").status()).isEqualTo(400);
        }
        assertThat(KAFKA.records(topic))
                .extracting(record -> TestKafka.text(record.value()))
                .containsExactly("a");
    }
}
