package io.sluice.engine.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.spi.ClusterHealth.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterHealthTest {

    private static ClusterHealth cluster(Connection connection, TopicHealth... topics) {
        return new ClusterHealth("kafka", connection, 0, 1, 0, List.of(topics));
    }

    private static TopicHealth topic(TopicHealth.State state, boolean configured) {
        return new TopicHealth("items", TopicHealth.Use.VIEW, state, configured, 1, 0, 0, 0, 0);
    }

    @Test
    void isReadyWhenEverythingHasBeenRead() {
        assertThat(cluster(Connection.CONNECTED).isReady()).isTrue();
        assertThat(cluster(Connection.CONNECTED, topic(TopicHealth.State.READY, true))
                        .isReady())
                .isTrue();
    }

    @Test
    void isNotReadyWhileATopicOfTheConfigurationIsRead() {
        assertThat(cluster(Connection.CONNECTED, topic(TopicHealth.State.LOADING, true))
                        .isReady())
                .isFalse();
        assertThat(cluster(Connection.CONNECTED, topic(TopicHealth.State.LOADING, false))
                        .isReady())
                .isTrue();
    }

    @Test
    void isNotReadyBeforeBrokersAreMet() {
        assertThat(cluster(Connection.CONNECTING).isReady()).isFalse();
        assertThat(cluster(Connection.UNREACHABLE).isReady()).isFalse();
    }

    @Test
    void staysReadyWhileBrokersAreAway() {
        assertThat(cluster(Connection.UNREACHABLE, topic(TopicHealth.State.READY, true))
                        .isReady())
                .isTrue();
    }

    @Test
    void isReadyWithoutTopicsThatCannotBeRead() {
        assertThat(cluster(Connection.CONNECTED, topic(TopicHealth.State.MISSING, true))
                        .isReady())
                .isTrue();
        assertThat(cluster(Connection.CONNECTED, topic(TopicHealth.State.FORBIDDEN, true))
                        .isReady())
                .isTrue();
    }
}
