package io.sluice.cli;

import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * Loads the classes that every gateway needs on a thread of its own, while the command line and the configuration are
 * read on another: a start is over sooner by about what that takes. See {@code docs/performance/log.md}.
 */
final class Preload {
    /** Those whose initialization draws in many others, or takes long itself. */
    static final List<String> CLASSES = List.of(
            "org.apache.kafka.clients.admin.AdminClientConfig",
            "org.apache.kafka.clients.consumer.ConsumerConfig",
            "org.apache.kafka.clients.producer.ProducerConfig",
            "org.apache.kafka.clients.admin.KafkaAdminClient",
            "org.apache.kafka.clients.consumer.KafkaConsumer",
            "org.apache.kafka.clients.producer.KafkaProducer",
            "org.apache.kafka.common.protocol.ApiKeys",
            "org.xnio.nio.NioXnio",
            "io.undertow.server.protocol.http.HttpOpenListener",
            "io.undertow.util.Headers");

    private Preload() {}

    /** Starts to load, and returns at once. */
    static void start() {
        var thread = new Thread(Preload::load, "preload");
        thread.setDaemon(true);
        thread.start();
    }

    private static void load() {
        for (String name : CLASSES) {
            try {
                Class.forName(name);
            } catch (ClassNotFoundException | LinkageError e) {
                // Whoever needs it will say so better.
                LoggerFactory.getLogger(Preload.class).atDebug().setCause(e).log("{} is not loaded ahead", name);
            }
        }
    }
}
