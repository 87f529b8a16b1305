package io.sluice.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** One node of the cluster, broker and controller together, in a process of its own. */
final class BrokerMain {
    private BrokerMain() {}

    /**
     * Runs until it is killed or Kafka gives up.
     *
     * @param arguments the cluster's id and a properties file with the node's settings
     */
    public static void main(String[] arguments) throws Exception {
        var settings = new Properties();
        try (var reader = Files.newBufferedReader(Path.of(arguments[1]))) {
            settings.load(reader);
        }
        format(arguments[0], settings);
        var server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        server.startup();
        server.awaitShutdown();
    }

    private static void format(String cluster, Properties settings) throws IOException {
        String folder = settings.getProperty("log.dirs");
        if (Files.exists(Path.of(folder, "meta.properties"))) {
            return;
        }
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setClusterId(cluster)
                    .setNodeId(Integer.parseInt(settings.getProperty("node.id")))
                    .addDirectory(folder)
                    .setMetadataLogDirectory(folder)
                    .setControllerListenerName(settings.getProperty("controller.listener.names"))
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .run();
        } catch (Exception e) {
            throw new IOException("Cannot format " + folder, e);
        }
    }
}
