package io.sluice.bench.control;

import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What the controls have in common: a server as it comes, and clients with the settings that the gateway uses. */
final class Controls {
    private Controls() {}

    /** Serves on a free port of 127.0.0.1 until standard input ends. */
    static void serve(HttpHandler handler) throws IOException {
        Undertow server = start(handler);
        System.in.transferTo(OutputStream.nullOutputStream());
        server.stop();
    }

    /** Starts Undertow as it comes on a free port of 127.0.0.1, and prints {@code ready PORT}. */
    static Undertow start(HttpHandler handler) {
        Undertow server =
                Undertow.builder().addHttpListener(0, "127.0.0.1", handler).build();
        server.start();
        var address = (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
        System.out.println("ready " + address.getPort());
        return server;
    }

    /** A producer that sends at once and is acknowledged by all in-sync replicas. */
    static KafkaProducer<byte[], byte[]> producer(String bootstrap) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrap);
        settings.put("acks", "all");
        settings.put("enable.idempotence", true);
        settings.put("linger.ms", 0);
        settings.put("buffer.memory", 128L << 20);
        settings.put("max.request.size", 64 << 20);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A consumer without group of the only partition of a topic, from its beginning or from its end. */
    static KafkaConsumer<byte[], byte[]> consumer(String bootstrap, String topic, boolean fromEnd) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrap);
        settings.put("enable.auto.commit", false);
        settings.put("isolation.level", "read_committed");
        settings.put("max.poll.records", 5_000);
        var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0));
        consumer.assign(partitions);
        if (fromEnd) {
            consumer.seekToEnd(partitions);
        } else {
            consumer.seekToBeginning(partitions);
        }
        consumer.position(partitions.get(0)); // finds the offset before anybody relies on it
        return consumer;
    }
}
