package io.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RoutesTest {

    @Test
    void writesRoutesOfAllKinds() {
        String yaml = new Routes()
                .list("/items", "a")
                .item("/items/{id}", "a")
                .tagged("/tagged/{tag}", "a")
                .put("/items/{id}", "b")
                .request("/orders/{id}", "c", "d")
                .yaml(7114, "127.0.0.1:9092");

        assertThat(yaml)
                .contains("port: 7114", "servers: ['127.0.0.1:9092']")
                .contains("{method: GET, path: '/orders/{id};cid={correlationId}'}")
                .contains("async: {location: '/orders/${params.id};cid=${correlationId}'}");
        assertThat(yaml.lines().filter(line -> line.contains("- when:"))).hasSize(6);
    }

    @Test
    void itemsAreAsLongAsAskedForInEveryVersion() {
        assertThat(Topics.value(7, 1, 200).getBytes(StandardCharsets.UTF_8)).hasSize(200);
        assertThat(Topics.value(999_999, 12_345, 200).getBytes(StandardCharsets.UTF_8))
                .hasSize(200);
    }
}
