import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A service behind the gateway: takes requests from a topic and replies to each with 201 and a receipt.
 *
 * <p>A request may come twice: its client repeats it, or this program was stopped between replying and committing. The
 * correlation id says that it is the same one. Its work must be done once; the reply may be sent again, because the
 * gateway takes the first. A real service would keep the ids beside its data and not in memory.
 *
 * <p>Usage: {@code Responder.java <host:port> <request topic>}
 */
public final class Responder {
    private static final String CORRELATION_ID = "zilla:correlation-id";
    private static final String REPLY_TO = "zilla:reply-to";
    private static final int REMEMBERED = 100_000;

    private final Map<String, byte[]> receipts = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
            return size() > REMEMBERED;
        }
    };

    private Responder() {}

    public static void main(String[] arguments) {
        if (arguments.length != 2) {
            System.err.println("usage: Responder.java <host:port> <request topic>");
            System.exit(2);
        }
        Map<String, Object> reading = Map.of(
                "bootstrap.servers", arguments[0],
                "group.id", "responder-" + arguments[1],
                "auto.offset.reset", "earliest",
                "enable.auto.commit", false);
        Map<String, Object> writing = Map.of("bootstrap.servers", arguments[0]);
        var consumer = new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var producer = new KafkaProducer<>(writing, new ByteArraySerializer(), new ByteArraySerializer());
        stopOnSignal(consumer, Thread.currentThread());
        try (producer; consumer) {
            consumer.subscribe(List.of(arguments[1]));
            System.out.println("replies to the requests on " + arguments[1]);
            new Responder().run(consumer, producer);
        } catch (WakeupException e) {
            System.out.println("stopped");
        }
    }

    /** Ends the poll, and waits until the clients are closed: only then does the next instance get the partitions. */
    private static void stopOnSignal(KafkaConsumer<?, ?> consumer, Thread main) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            consumer.wakeup();
            try {
                main.join(10_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    /** Replies first and commits then: a request can be answered twice, but not be forgotten. */
    private void run(KafkaConsumer<byte[], byte[]> consumer, KafkaProducer<byte[], byte[]> producer) {
        while (true) {
            for (ConsumerRecord<byte[], byte[]> request : consumer.poll(Duration.ofSeconds(1))) {
                String replyTo = text(request, REPLY_TO);
                if (replyTo != null) {
                    producer.send(reply(request, replyTo));
                }
            }
            producer.flush();
            consumer.commitSync();
        }
    }

    private ProducerRecord<byte[], byte[]> reply(ConsumerRecord<byte[], byte[]> request, String replyTo) {
        String id = String.valueOf(text(request, CORRELATION_ID));
        byte[] receipt = receipts.computeIfAbsent(id, first -> work(request));
        var reply = new ProducerRecord<>(replyTo, request.key(), receipt);
        reply.headers().add(":status", "201".getBytes(UTF_8));
        reply.headers().add("content-type", "application/json".getBytes(UTF_8));
        reply.headers().add(CORRELATION_ID, id.getBytes(UTF_8));
        return reply;
    }

    /** What the service is there for. */
    private static byte[] work(ConsumerRecord<byte[], byte[]> request) {
        System.out.println(text(request, ":method") + " " + text(request, ":path"));
        return "{\"receipt\":\"%s-%d\"}".formatted(request.topic(), request.offset() + 1).getBytes(UTF_8);
    }

    /** The last header of this name; null when there is none. */
    private static String text(ConsumerRecord<?, ?> request, String name) {
        Header header = request.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }
}
