package io.sluice.config.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.BindingName;
import io.sluice.config.GatewayConfig;
import io.sluice.config.InvalidConfigException;
import io.sluice.config.yaml.ConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FoldingTest {

    @Test
    void keepsTheTlsServerInFrontOfAListener() throws IOException {
        Topology topology = Folding.fold(config("unsupported-tls-server"));

        assertThat(topology.listeners()).singleElement().satisfies(listener -> {
            assertThat(listener.tls()).isNotNull();
            assertThat(listener.http().name()).hasToString("example:north_http_server");
        });
        assertThat(TopologyText.of(topology))
                .startsWith("listener 0.0.0.0:7114 -> example:north_tls_server -> example:north_http_server\n");
    }

    @Test
    void keepsTheTlsClientBehindACluster() throws IOException {
        Topology topology = Folding.fold(config("example-oneway-scram-tls"));

        ClusterConfig cluster = topology.clusters().get(0);

        assertThat(cluster.servers()).containsExactly("broker.example.net:9093");
        assertThat(cluster.tls()).isNotNull();
        assertThat(TopologyText.of(topology)).contains("  tls      example:south_tls_client\n");
    }

    @Test
    void sharesOneClusterBetweenRoutes() throws IOException {
        Topology topology = Folding.fold(config("example-crud"));

        List<ProxyRoute> routes = topology.listeners().get(0).routes().get(0).routes();

        assertThat(routes).hasSize(5);
        assertThat(routes)
                .extracting(ProxyRoute::cluster)
                .containsOnly(topology.clusters().get(0));
    }

    @Test
    void recordsTheServersThatARecordingNamesAndElseThoseOfItsNamespace() throws IOException {
        List<Recording> recordings = Folding.fold(config("recordings")).recordings();

        assertThat(recordings.get(0).records(new BindingName("example", "north_http_server")))
                .isTrue();
        assertThat(recordings.get(0).records(new BindingName("example", "other")))
                .isFalse();
        assertThat(recordings.get(1).records(new BindingName("example", "other")))
                .isTrue();
        assertThat(recordings.get(1).records(new BindingName("other", "north_http_server")))
                .isFalse();
    }

    @Test
    void clustersAreEqualByName() throws IOException {
        ClusterConfig one = Folding.fold(config("example-crud")).clusters().get(0);
        ClusterConfig other = Folding.fold(config("example-sync")).clusters().get(0);

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one.bootstrapTopics()).isNotEqualTo(other.bootstrapTopics());
    }

    @Test
    void throwsWhenNothingIsServed() throws IOException {
        GatewayConfig config = config("error-nothing-served");

        assertThatThrownBy(() -> Folding.fold(config))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("nothing to serve");
    }

    @Test
    void matchesTopicsAgainstWildcards() {
        assertThat(TopicPattern.matches("items-*", "items-a")).isTrue();
        assertThat(TopicPattern.matches("*-a*b", "items-aab")).isTrue();
        assertThat(TopicPattern.matches("*", "")).isTrue();
        assertThat(TopicPattern.matches("items", "items-a")).isFalse();
        assertThat(TopicPattern.matches("*b", "items-a")).isFalse();
        assertThat(TopicPattern.matches("items-?", "items-a")).isFalse();
    }

    private static GatewayConfig config(String name) throws IOException {
        String text = Files.readString(Path.of("src/test/resources/compile", name + ".in.yaml"));
        return ConfigReader.read(
                        "zilla.yaml",
                        text,
                        Map.of(
                                "KAFKA_BOOTSTRAP_SERVER", "localhost:9092",
                                "SASL_USERNAME", "u",
                                "SASL_PASSWORD", "p",
                                "KEYSTORE_PASSWORD", "k"))
                .config();
    }
}
