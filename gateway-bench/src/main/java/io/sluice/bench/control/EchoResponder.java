package io.sluice.bench.control;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * The service behind requests and replies: it answers every record with the same value under the same correlation id.
 * The gateway and the raw round trip are both answered by it.
 *
 * <p>Arguments: the broker's address, the topic of requests, the topic of replies.
 */
public final class EchoResponder {
    static final String CORRELATION_ID = "zilla:correlation-id";

    private EchoResponder() {}

    /** Answers until the process is ended. */
    @SuppressWarnings("FutureReturnValueIgnored") // whoever waits for a lost reply notices
    public static void main(String[] arguments) {
        try (var producer = Controls.producer(arguments[0]);
                var consumer = Controls.consumer(arguments[0], arguments[1], true)) {
            System.out.println("ready");
            while (!Thread.currentThread().isInterrupted()) {
                for (ConsumerRecord<byte[], byte[]> request : consumer.poll(Duration.ofMillis(500))) {
                    var reply = new ProducerRecord<>(arguments[2], 0, request.key(), request.value());
                    Header id = request.headers().lastHeader(CORRELATION_ID);
                    reply.headers().add(":status", "200".getBytes(StandardCharsets.UTF_8));
                    reply.headers().add("content-type", "application/json".getBytes(StandardCharsets.UTF_8));
                    reply.headers().add(CORRELATION_ID, id.value());
                    producer.send(reply);
                }
            }
        }
    }
}
