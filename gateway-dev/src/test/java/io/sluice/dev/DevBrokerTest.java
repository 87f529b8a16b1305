package io.sluice.dev;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DevBrokerTest {

    @TempDir
    Path folder;

    @Test
    void delivesWhatWasProduced() throws Exception {
        try (var broker = DevBroker.ephemeral()) {
            broker.createTopic("items", 1, Map.of());

            produce(broker, "items", "one");

            assertThat(consume(broker, "items", 1)).containsExactly("one");
        }
    }

    @Test
    void keepsDataAndPortAcrossStopAndRestart() throws Exception {
        try (var broker = DevBroker.start(folder)) {
            String bootstrap = broker.bootstrap();
            broker.createTopic("items", 1, Map.of("cleanup.policy", "compact"));
            produce(broker, "items", "one");

            broker.stop();
            assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), broker.port()).close())
                    .isInstanceOf(ConnectException.class);
            broker.restart();

            assertThat(broker.bootstrap()).isEqualTo(bootstrap);
            assertThat(consume(broker, "items", 1)).containsExactly("one");
        }
    }

    @Test
    void findsItsTopicsOnTheNextStartOnTheSameFolder() throws Exception {
        try (var broker = DevBroker.start(folder)) {
            broker.createTopic("items", 3, Map.of());
        }

        try (var broker = DevBroker.start(folder)) {
            assertThat(partitions(broker, "items")).isEqualTo(3);
        }
    }

    @Test
    void leavesAnExistingTopicAlone() throws Exception {
        try (var broker = DevBroker.ephemeral()) {
            broker.createTopic("items", 2, Map.of());

            broker.createTopic("items", 5, Map.of());

            assertThat(partitions(broker, "items")).isEqualTo(2);
            assertThatThrownBy(() -> broker.createTopic("no/topic", 1, Map.of()))
                    .isInstanceOf(DevBrokerException.class)
                    .hasMessageStartingWith("Cannot create the topic no/topic: ");
        }
    }

    @Test
    void refusesAFolderThatAnotherBrokerHas() {
        try (var broker = DevBroker.start(folder)) {
            assertThat(broker.port()).isPositive();

            assertThatThrownBy(() -> DevBroker.start(folder))
                    .isInstanceOf(DevBrokerException.class)
                    .hasMessage("Another broker is running on the folder " + folder);
        }
    }

    @Test
    void refusesADamagedFolderAndLeavesNoThreads() throws Exception {
        Files.writeString(folder.resolve("meta.properties"), "version=nonsense\n");

        assertThatThrownBy(() -> DevBroker.start(folder))
                .isInstanceOf(DevBrokerException.class)
                .hasMessageStartingWith("The broker cannot start on the folder " + folder + ": ");

        assertThat(userThreads()).isEmpty();
    }

    @Test
    void refusesAPathThatIsNoFolder() throws Exception {
        var file = Files.writeString(folder.resolve("file"), "text");

        assertThatThrownBy(() -> DevBroker.start(file))
                .isInstanceOf(DevBrokerException.class)
                .hasMessageStartingWith("Cannot use " + file + " as a broker's folder: ");
    }

    @Test
    void prefersAPortButTakesAnotherWhenItIsBusy() throws Exception {
        try (var busy = new ServerSocket(0)) {
            var options = DevBrokerOptions.defaults();

            assertThatThrownBy(() -> DevBroker.start(folder, options.onPort(busy.getLocalPort())))
                    .isInstanceOf(DevBrokerException.class)
                    .hasMessage("The port 127.0.0.1:" + busy.getLocalPort() + " is in use");
            try (var broker = DevBroker.start(folder, options.preferringPort(busy.getLocalPort()))) {
                assertThat(broker.port()).isNotEqualTo(busy.getLocalPort());
            }
        }
    }

    @Test
    void failsWithoutEndingTheProcessWhenAPortIsLostBetweenChoiceAndStart() throws Exception {
        try (var busy = new ServerSocket(0)) {
            int port = Ports.free();
            var options = DevBrokerOptions.defaults()
                    .onPort(port)
                    .with("listeners", "CLIENT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + busy.getLocalPort());

            assertThatThrownBy(() -> DevBroker.start(folder, options))
                    .isInstanceOf(DevBrokerException.class)
                    .hasMessageStartingWith("The broker cannot start on the folder " + folder + ": ");

            assertThat(userThreads()).isEmpty();
            assertThat(Ports.isFree(port)).isTrue();
        }
    }

    @Test
    void appliesFurtherBrokerSettings() throws Exception {
        var options = DevBrokerOptions.defaults().with("message.max.bytes", "2000");
        try (var broker = DevBroker.ephemeral(options)) {
            broker.createTopic("items", 1, Map.of());

            assertThatThrownBy(() -> produce(broker, "items", "x".repeat(3000)))
                    .hasMessageContaining("RecordTooLargeException");
        }
    }

    @Test
    void leavesNeitherThreadsNorFilesAfterClose() throws Exception {
        var broker = DevBroker.ephemeral();
        broker.createTopic("items", 1, Map.of());

        broker.close();
        broker.close();

        assertThat(userThreads()).isEmpty();
        assertThatIllegalStateException().isThrownBy(broker::restart);
    }

    /** Threads, other than this one, that would keep the process alive. */
    private static List<String> userThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.isDaemon() && thread.isAlive() && thread != Thread.currentThread())
                .map(Thread::getName)
                .filter(name -> !name.equals("main") && !name.startsWith("surefire") && !name.startsWith("junit"))
                .collect(Collectors.toList());
    }

    private static void produce(DevBroker broker, String topic, String value) throws Exception {
        var settings = Map.<String, Object>of("bootstrap.servers", broker.bootstrap());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, "key", value)).get(30, TimeUnit.SECONDS);
        }
    }

    private static List<String> consume(DevBroker broker, String topic, int count) {
        var settings = Map.<String, Object>of(
                "bootstrap.servers", broker.bootstrap(), "auto.offset.reset", "earliest", "group.id", "test");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            var values = new ArrayList<String>();
            while (values.size() < count) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
            }
            assertThat(consumer.assignment()).contains(new TopicPartition(topic, 0));
            return values;
        }
    }

    private static int partitions(DevBroker broker, String topic) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            var description =
                    admin.describeTopics(List.of(topic)).allTopicNames().get(30, TimeUnit.SECONDS);
            return requireNonNull(description.get(topic)).partitions().size();
        }
    }
}
