package io.sluice.rest.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.ManualMetadataUpdater;
import org.apache.kafka.clients.MetadataRecoveryStrategy;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.network.ChannelBuilder;
import org.apache.kafka.common.network.NetworkReceive;
import org.apache.kafka.common.network.Selector;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;

/** Makes a network client of the settings that every Kafka client takes: servers, security, sasl, ssl, sockets. */
final class ClientSettings {
    private static final int MAX_IN_FLIGHT = 100;
    private static final String METRICS_PREFIX = "rest";

    private final AbstractConfig config;
    private final List<Node> bootstrap;

    /**
     * Reads and checks the settings.
     *
     * @throws ConfigException if one of them is refused
     */
    ClientSettings(Map<String, ?> settings) {
        this.config = new AbstractConfig(AdminClientConfig.configDef(), settings, false);
        this.bootstrap = nodes(config.getList(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
    }

    /** The servers to ask first, by negative ids; their names are resolved when they are connected to. */
    List<Node> bootstrap() {
        return bootstrap;
    }

    /** A client that asks for no metadata by itself and measures nothing per connection. */
    NetworkClient client(String clientId, Metrics metrics) {
        var log = new LogContext("[" + clientId + "] ");
        ChannelBuilder channels = ClientUtils.createChannelBuilder(config, Time.SYSTEM, log);
        var selector = new Selector(
                NetworkReceive.UNLIMITED,
                config.getLong(AdminClientConfig.CONNECTIONS_MAX_IDLE_MS_CONFIG),
                metrics,
                Time.SYSTEM,
                METRICS_PREFIX,
                Map.of(),
                false,
                channels,
                log);
        return new NetworkClient(
                selector,
                new ManualMetadataUpdater(),
                clientId,
                MAX_IN_FLIGHT,
                config.getLong(AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG),
                config.getLong(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG),
                config.getInt(AdminClientConfig.SEND_BUFFER_CONFIG),
                config.getInt(AdminClientConfig.RECEIVE_BUFFER_CONFIG),
                config.getInt(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG),
                config.getLong(AdminClientConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG),
                config.getLong(AdminClientConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG),
                Time.SYSTEM,
                true,
                new ApiVersions(),
                log,
                MetadataRecoveryStrategy.NONE);
    }

    private static List<Node> nodes(List<String> servers) {
        List<Node> nodes = new ArrayList<>();
        for (String server : servers) {
            String host = Utils.getHost(server);
            Integer port = Utils.getPort(server);
            if (host == null || port == null) {
                throw new ConfigException(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, server, "expected: host:port[,host:port]...");
            }
            nodes.add(new Node(-1 - nodes.size(), host, port));
        }
        if (nodes.isEmpty()) {
            throw new ConfigException(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers, "expected: at least one");
        }
        return List.copyOf(nodes);
    }
}
