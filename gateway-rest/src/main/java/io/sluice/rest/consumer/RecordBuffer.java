package io.sluice.rest.consumer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The records that an instance has fetched and not handed out, first come first. Owned by the loop's thread. */
final class RecordBuffer implements BufferRoom.Tenant {
    private final BufferRoom room;
    private final Positions positions;
    private Deque<ConsumerRecord<byte[], byte[]>> records = new ArrayDeque<>(0);
    private long bytes;

    RecordBuffer(BufferRoom room, Positions positions) {
        this.room = room;
        this.positions = positions;
    }

    BufferRoom room() {
        return room;
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    /** The next record; null if there is none. */
    @Nullable ConsumerRecord<byte[], byte[]> peek() {
        return records.peek();
    }

    /** Takes the next record out, and moves its partition's position behind it. */
    ConsumerRecord<byte[], byte[]> take() {
        ConsumerRecord<byte[], byte[]> record = records.remove();
        bytes -= RecordSize.memory(record);
        Position position = positions.find(partition(record));
        if (position != null) {
            position.handOut(record.offset());
        }
        return record;
    }

    /** Adds what was fetched of a partition, unless its position has changed meanwhile. */
    void add(TopicPartition partition, long from, RecordParser.Parsed parsed) {
        Position position = positions.find(partition);
        if (position != null && position.fetch() == from) {
            position.buffer(parsed.records().size(), parsed.next());
            records.addAll(parsed.records());
            bytes += parsed.bytes();
            settle();
        }
    }

    /** Puts records that were taken before a stamp back to the head, but for those of partitions that have moved on. */
    void giveBack(List<ConsumerRecord<byte[], byte[]>> taken, long stamp) {
        for (int i = taken.size() - 1; i >= 0; i--) {
            ConsumerRecord<byte[], byte[]> record = taken.get(i);
            Position position = positions.find(partition(record));
            if (position != null && !position.movedSince(stamp)) {
                position.takeBack(record.offset());
                records.addFirst(record);
                bytes += RecordSize.memory(record);
            }
        }
        settle();
    }

    /** Drops the records of a partition. */
    void drop(TopicPartition partition) {
        records.removeIf(record -> {
            boolean gone = partition(record).equals(partition);
            if (gone) {
                bytes -= RecordSize.memory(record);
            }
            return gone;
        });
        settle();
    }

    /** Drops the records of partitions that are not the instance's any more. */
    void dropForeign() {
        records.removeIf(record -> {
            boolean gone = positions.find(partition(record)) == null;
            if (gone) {
                bytes -= RecordSize.memory(record);
            }
            return gone;
        });
        settle();
    }

    /** Tells the room how much is held now; to be called when records have been taken. */
    void settle() {
        if (records.isEmpty()) {
            records = new ArrayDeque<>(0); // an idle instance keeps no empty array
        }
        room.hold(this, bytes);
    }

    @Override
    public void evict() {
        records = new ArrayDeque<>(0);
        bytes = 0;
        positions.dropBuffered();
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }
}
