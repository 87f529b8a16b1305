package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.fold.ClusterConfig;
import io.sluice.config.load.GatewayModel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeaningTest {
    private static final String YAML = """
            name: test
            bindings:
              tcp_server: {type: tcp, kind: server, options: {host: 127.0.0.1, port: 7114}, exit: http_server}
              http_server: {type: http, kind: server, exit: http_kafka}
              http_kafka:
                type: http-kafka
                kind: proxy
                routes:
                - when: [{method: GET, path: /items}]
                  exit: client
                  with: {capability: fetch, topic: items}
              client:
                type: kafka
                kind: client
                options:
                  servers: ["a:9092", "b:9092"]
                  sasl: {mechanism: plain, username: user, password: "open sesame"}
                  limits: {queue: 2000000}
            """;

    private static ClusterConfig cluster(String yaml) {
        return GatewayModel.load("zilla.yaml", yaml, Map.of())
                .topology()
                .clusters()
                .get(0);
    }

    @Test
    void isTheSameOnAnotherLine() {
        ClusterConfig moved = cluster("# a comment\n\n" + YAML);

        assertThat(Meaning.isSame(cluster(YAML), moved)).isTrue();
        assertThat(cluster(YAML).client()).as("places differ").isNotEqualTo(moved.client());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"a:9092\", \"b:9092\"|\"b:9092\", \"a:9092\"",
                "open sesame|open",
                "2000000|2000001",
                "plain|scram-sha-256"
            })
    void isAnotherWithAnyOtherWord(String change) {
        String[] words = change.split("\\|", 2);

        assertThat(Meaning.isSame(cluster(YAML), cluster(YAML.replace(words[0], words[1]))))
                .isFalse();
    }

    @Test
    void comparesCollections() {
        assertThat(Meaning.isSame(List.of(1, 2), List.of(2, 1))).isFalse();
        assertThat(Meaning.isSame(List.of(1), List.of(1, 2))).isFalse();
        assertThat(Meaning.isSame(Set.of(1, 2), Set.of(2, 1))).isTrue();
        assertThat(Meaning.isSame(Set.of(1, 2), Set.of(1, 3))).isFalse();
        assertThat(Meaning.isSame(Map.of("a", List.of(1)), Map.of("a", List.of(1))))
                .isTrue();
        assertThat(Meaning.isSame(Map.of("a", 1), Map.of("a", 2))).isFalse();
        assertThat(Meaning.isSame(Map.of("a", 1), Map.of("b", 1))).isFalse();
        assertThat(Meaning.isSame(null, null)).isTrue();
        assertThat(Meaning.isSame(null, 1)).isFalse();
    }
}
