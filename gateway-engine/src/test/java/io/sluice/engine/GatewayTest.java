package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.engine.flow.Plan;
import io.sluice.engine.spi.Cluster;
import io.sluice.engine.spi.ClusterHealth;
import io.sluice.engine.spi.Delivery;
import io.sluice.engine.spi.FetchSpec;
import io.sluice.engine.spi.ProduceSpec;
import io.sluice.engine.spi.RecordWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatewayTest {
    private final List<String> events = new ArrayList<>();

    /** Fails in the named methods. */
    private Cluster cluster(String name, String... failing) {
        return new Cluster() {
            @Override
            public Plan fetch(FetchSpec spec) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Plan produce(ProduceSpec spec) {
                throw new UnsupportedOperationException();
            }

            @Override
            public RecordWriter writer(Delivery delivery) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Map<String, Object> clientSettings(String purpose) {
                throw new UnsupportedOperationException();
            }

            @Override
            public ClusterHealth health() {
                throw new UnsupportedOperationException();
            }

            @Override
            public void start() {
                run("start");
            }

            @Override
            public void drain() {
                run("drain");
            }

            @Override
            public void close() {
                run("close");
            }

            private void run(String method) {
                events.add(method + " " + name);
                if (List.of(failing).contains(method)) {
                    throw new IllegalStateException(method + " " + name);
                }
            }
        };
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
