package io.sluice.kafka.produce;

import static io.sluice.kafka.TestRecords.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.http.Problem;
import io.sluice.engine.spi.Delivery;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutgoingTest {

    private static Outgoing outgoing(byte @Nullable [] key) {
        var record = new ProducerRecord<byte[], byte[]>("items", null, key, bytes("v"));
        record.headers().add("name", bytes("value"));
        return new Outgoing(record, Delivery.IN_SYNC_REPLICAS, new Outgoing.Outcome() {
            @Override
            public void delivered(@Nullable RecordMetadata place) {}

            @Override
            public void failed(Problem problem, @Nullable Exception cause) {}
        });
    }

    @Test
    void aKeyGoesToThePartitionThatAllProducersChoose() {
        for (String key : new String[] {"a", "b", "c", ""}) {
            var record = outgoing(bytes(key)).record(7);

            assertThat(record.partition()).isEqualTo(Utils.toPositive(Utils.murmur2(bytes(key))) % 7);
            assertThat(record.key()).isEqualTo(bytes(key));
            assertThat(record.value()).isEqualTo(bytes("v"));
            assertThat(record.headers().lastHeader("name").value()).isEqualTo(bytes("value"));
        }
    }

    @Test
    void withoutKeyOrKnownPartitionsTheProducerChooses() {
        assertThat(outgoing(null).record(7).partition()).isNull();
        assertThat(outgoing(bytes("a")).record(0).partition()).isNull();
    }

    @Test
    void isHandedOverOrWithdrawnNeverBoth() {
        Outgoing taken = outgoing(bytes("a"));
        Outgoing withdrawn = outgoing(bytes("a"));

        assertThat(taken.take()).isTrue();
        assertThat(taken.withdraw()).isFalse();
        assertThat(withdrawn.withdraw()).isTrue();
        assertThat(withdrawn.take()).isFalse();
        assertThat(withdrawn.isWithdrawn()).isTrue();
    }
}
