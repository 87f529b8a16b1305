package io.sluice.rest.instance;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.rest.web.RequestObject;
import io.sluice.rest.web.RestException;
import io.sluice.rest.web.Scalars;
import io.sluice.rest.web.Times;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads and writes lists of partitions and what is said about each. Stateless. */
final class Partitions {
    private Partitions() {}

    /** {@code {"partitions":[{"topic":..,"partition":..}]}}. */
    static List<TopicPartition> of(RequestObject body) {
        List<RequestObject> items = required(body, "partitions");
        body.finish();
        List<TopicPartition> partitions = new ArrayList<>(items.size());
        for (RequestObject item : items) {
            partitions.add(partition(item, requireNumber(item, "partition")));
            item.finish();
        }
        return partitions;
    }

    private static List<RequestObject> required(RequestObject body, String name) {
        List<RequestObject> items = body.objects(name);
        if (items == null) {
            throw RestException.of(422, name + " must not be null");
        }
        return items;
    }

    private static int requireNumber(RequestObject item, String name) {
        Integer number = item.number(name);
        if (number == null) {
            throw RestException.of(422, name + " must not be null");
        }
        return number;
    }

    private static TopicPartition partition(RequestObject item, int number) {
        String topic = item.text("topic");
        if (topic == null || topic.isEmpty()) {
            throw RestException.of(422, "topic must not be empty");
        }
        if (number < 0) {
            throw RestException.of(422, "partition must not be negative (was " + number + ")");
        }
        return new TopicPartition(topic, number);
    }

    /** A partition of a position, whose number is 0 unless it is said. */
    private static TopicPartition positioned(RequestObject item, String what) {
        if (!item.has("topic")) {
            throw RestException.of(400, "Cannot construct instance of `" + what + "`, problem: Null topic");
        }
        Integer number = item.number("partition");
        return partition(item, number == null ? 0 : number);
    }

    /** {@code "offsets":[{"topic":..,"partition":..,"offset":..,"metadata":..}]} of positions; empty when absent. */
    static Map<TopicPartition, Long> offsets(RequestObject body) {
        Map<TopicPartition, Long> offsets = new LinkedHashMap<>();
        List<RequestObject> items = body.objects("offsets");
        if (items != null) {
            for (RequestObject item : items) {
                TopicPartition partition = positioned(item, "PartitionOffset");
                Long offset = item.longNumber("offset");
                var unused = item.text("metadata");
                item.finish();
                if (offset != null && offset < 0) {
                    throw RestException.of(422, "offset must not be negative (was " + offset + ")");
                }
                offsets.put(partition, offset == null ? 0 : offset);
            }
        }
        return offsets;
    }

    /** {@code "timestamps":[{"topic":..,"partition":..,"timestamp":..}]} in milliseconds; empty when absent. */
    static Map<TopicPartition, Long> timestamps(RequestObject body) {
        Map<TopicPartition, Long> times = new LinkedHashMap<>();
        List<RequestObject> items = body.objects("timestamps");
        if (items != null) {
            for (RequestObject item : items) {
                TopicPartition partition = positioned(item, "PartitionTimestamp");
                String time = item.text("timestamp");
                var unused = item.text("metadata");
                item.finish();
                times.put(partition, millis(time));
            }
        }
        return times;
    }

    static long millis(@Nullable String text) {
        if (text == null) {
            throw RestException.of(422, "timestamp must not be null");
        }
        return Times.millis(text)
                .orElseThrow(() -> RestException.of(
                        400,
                        "Cannot deserialize value of type `Instant` from String \"" + Scalars.shortened(text)
                                + "\": neither ISO 8601, such as " + Instant.EPOCH + ", nor a number of seconds"));
    }

    /** {@code {"offsets":[{"topic":..,"partition":..,"offset":..,"metadata":..}]}} of processed records, as they are stored: one further. */
    static Map<TopicPartition, OffsetAndMetadata> processed(RequestObject body) {
        List<RequestObject> items = required(body, "offsets");
        body.finish();
        Map<TopicPartition, OffsetAndMetadata> offsets = new LinkedHashMap<>();
        for (RequestObject item : items) {
            TopicPartition partition = partition(item, requireNumber(item, "partition"));
            Long offset = item.longNumber("offset");
            String metadata = item.text("metadata");
            item.finish();
            if (offset == null) {
                throw RestException.of(422, "offset must not be null");
            }
            if (offset < -1 || offset == Long.MAX_VALUE) {
                throw RestException.of(422, "offset must be at least -1 (was " + offset + ")");
            }
            offsets.put(partition, new OffsetAndMetadata(offset + 1, metadata == null ? "" : metadata));
        }
        return offsets;
    }

    /** Writes {@code "topic":..,"partition":..} into an object. */
    static void write(JsonGenerator json, TopicPartition partition) throws IOException {
        json.writeStringField("topic", partition.topic());
        json.writeNumberField("partition", partition.partition());
    }
}
