package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.engine.spi.Cluster;
import io.sluice.engine.spi.FakeCluster;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatewayTest {
    private final List<String> events = new ArrayList<>();

    /** Fails in the named methods. */
    private Cluster cluster(String name, String... failing) {
        return new FakeCluster(name, events, failing);
    }

    @Test
    void closesAllWhenOneDoesNotStart() {
        var gateway = new Gateway(
                List.of(), List.of(cluster("a"), cluster("b", "start", "close"), cluster("c")), List.of(), List.of());

        assertThatThrownBy(gateway::start)
                .hasMessage("start b")
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
        assertThat(events).containsExactly("start a", "start b", "close c", "close b", "close a");
    }

    @Test
    void drainsAllClusters() {
        var gateway = new Gateway(List.of(), List.of(cluster("a"), cluster("b")), List.of(), List.of());

        gateway.drain();

        assertThat(events).containsExactly("drain a", "drain b");
    }

    @Test
    void closesAllWhenOneDoesNotClose() {
        var gateway =
                new Gateway(List.of(), List.of(cluster("a", "close"), cluster("b", "close")), List.of(), List.of());

        assertThatThrownBy(gateway::close)
                .hasMessage("close b")
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
        assertThat(events).containsExactly("close b", "close a");
    }
}
