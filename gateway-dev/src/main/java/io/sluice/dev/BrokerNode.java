package io.sluice.dev;

import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of a KRaft node, broker and controller together: from its start to its stop. */
final class BrokerNode {
    private static final Logger LOGGER = LoggerFactory.getLogger(BrokerNode.class);
    private static final int NODE_ID = 1;
    private static final String CONTROLLER = "CONTROLLER";

    static {
        // Kafka ends the JVM when a node cannot start. It is a guest here: the start fails with an exception as well.
        Exit.setExitProcedure(BrokerNode::refuseExit);
        Exit.setHaltProcedure(BrokerNode::refuseExit);
    }

    private final KafkaRaftServer server;

    private final int port;

    private BrokerNode(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /** Starts a node on the folder and waits until it serves clients on the port. */
    static BrokerNode start(DataFolder folder, int port, DevBrokerOptions options) {
        folder.format(NODE_ID, CONTROLLER);
        var server = new KafkaRaftServer(new KafkaConfig(settings(folder, port, options), false), Time.SYSTEM);
        try {
            server.startup();
        } catch (Throwable e) {
            stop(server);
            throw e;
        }
        return new BrokerNode(server, port);
    }

    /** The port that clients connect to. */
    int port() {
        return port;
    }

    /** Stops the node and waits until its threads have ended. */
    void stop() {
        stop(server);
    }

    private static void stop(KafkaRaftServer server) {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void refuseExit(int status, String message) {
        LOGGER.atError().addKeyValue("status", status).log("the broker wanted to end the process");
    }

    private static Properties settings(DataFolder folder, int port, DevBrokerOptions options) {
        int controllerPort = Ports.free();
        var settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE_ID));
        settings.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
        settings.put("controller.listener.names", CONTROLLER);
        settings.put("inter.broker.listener.name", "CLIENT");
        var listeners = new StringBuilder("CLIENT://127.0.0.1:" + port);
        options.listeners().forEach((name, other) -> listeners.append("," + name + "://127.0.0.1:" + other));
        settings.put("listeners", listeners + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", listeners.toString());
        settings.put("listener.security.protocol.map", "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("log.dirs", folder.path().toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("group.initial.rebalance.delay.ms", "0");
        keepSmall(settings);
        settings.putAll(options.properties());
        return settings;
    }

    /** One copy of everything, few threads, and not the 128 MiB that the log cleaner reserves by default. */
    private static void keepSmall(Properties settings) {
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "2");
        settings.put("background.threads", "2");
        settings.put("log.cleaner.dedupe.buffer.size", "4194304");
    }
}
