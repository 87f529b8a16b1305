package io.sluice.cli.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.RecordingKey;
import io.sluice.record.recorder.DropReason;
import io.sluice.record.recorder.Recording;
import io.sluice.record.recorder.RecordingSink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KafkaSinkTest {
    private static final int MOST = 1 << 20;

    private final MockProducer<byte[], byte[]> producer = new MockProducer<>(
            false, new RoundRobinPartitioner(), new ByteArraySerializer(), new ByteArraySerializer());
    private final Told told = new Told();
    private boolean released;

    /** What became of recordings. */
    private static final class Told implements RecordingSink.Receipts {
        private final List<String> news = new ArrayList<>();

        @Override
        public void recorded(long count) {
            news.add("recorded " + count);
        }

        @Override
        public void dropped(DropReason reason, long count) {
            news.add(reason + " " + count);
        }

        @Override
        public void truncated() {
            news.add("truncated");
        }
    }

    /** A recording of so many bytes. */
    private record Sized(int size, int without) implements Recording {
        @Override
        public String host() {
            return "h:80";
        }

        @Override
        public String protocol() {
            return "http";
        }

        @Override
        public String method() {
            return "get";
        }

        @Override
        public String pathname() {
            return "/a";
        }

        @Override
        public String route() {
            return "/{id}";
        }

        @Override
        public String identity() {
            return "me";
        }

        @Override
        public @Nullable String header(String name) {
            return name.equals("x-tenant") ? "t1" : null;
        }

        @Override
        public int status() {
            return 200;
        }

        @Override
        public long requestMillis() {
            return 1234;
        }

        @Override
        public String requestId() {
            return "id-1";
        }

        @Override
        public @Nullable String traceId() {
            return null;
        }

        @Override
        public @Nullable String traceParent() {
            return null;
        }

        @Override
        public byte[] json() {
            return new byte[size];
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(json());
        }

        @Override
        public byte[] jsonWithoutBodies() {
            return new byte[without];
        }
    }

    private KafkaSink sink(String key) {
        return new KafkaSink("recordings", RecordingKey.compile(key), MOST, () -> producer, () -> released = true);
    }

    private ProducerRecord<byte[], byte[]> sent(int index) {
        return Objects.requireNonNull(producer.history().get(index));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void sendsARecordForEachRecordingAndTellsItsAcknowledgement() throws IOException {
        KafkaSink sink = sink("${request.host}|${request.headers.x-tenant}|${route}|${identity}");

        sink.write(new Sized(10, 5), told);

        assertThat(told.news).as("not yet acknowledged").isEmpty();
        producer.completeNext();
        assertThat(told.news).containsExactly("recorded 1");
        assertThat(text(sent(0).key())).isEqualTo("h:80|t1|/{id}|me");
        assertThat(sent(0).timestamp()).isEqualTo(1234);
        assertThat(sent(0).headers())
                .extracting(header -> header.key() + '=' + text(header.value()))
                .containsExactly("content-type=application/json", "x-request-id=id-1");
        sink.close();
        assertThat(producer.closed()).isTrue();
        assertThat(released).isTrue();
    }

    @Test
    void leavesOutTheBodiesOfARecordThatIsTooLargeForARequest() throws IOException {
        KafkaSink sink = sink("none");

        sink.write(new Sized(MOST, 5), told);
        sink.write(new Sized(MOST, MOST), told);

        assertThat(told.news).containsExactly("truncated", "TOO_LARGE 1");
        assertThat(producer.history()).hasSize(1);
        assertThat(sent(0).value()).hasSize(5);
        assertThat(sent(0).key()).isNull();
    }

    @Test
    void leavesOutTheBodiesOfARecordThatTheTopicDoesNotTake() throws IOException {
        KafkaSink sink = sink("none");
        sink.write(new Sized(MOST / 2, 5), told);
        producer.errorNext(new RecordTooLargeException());

        sink.flush();
        producer.errorNext(new RecordTooLargeException());

        assertThat(sent(1).value()).hasSize(5);
        assertThat(told.news).containsExactly("truncated", "TOO_LARGE 1");
    }

    @Test
    void tellsWhatWasLost() throws IOException {
        KafkaSink sink = sink("none");
        sink.write(new Sized(10, 5), told);

        producer.errorNext(new TimeoutException());

        assertThat(told.news).containsExactly("SINK 1");
    }

    @Test
    void triesToConnectAgainAfterAWhileAndNotForEachRecording() {
        var attempts = new ArrayList<String>();
        var sink = new KafkaSink(
                "recordings",
                RecordingKey.HOST,
                MOST,
                () -> {
                    attempts.add("attempt");
                    throw new KafkaException("no such host");
                },
                () -> {});

        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> sink.write(new Sized(10, 5), told))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("recordings");
        }

        assertThat(attempts).hasSizeLessThan(100);
        sink.close();
    }
}
