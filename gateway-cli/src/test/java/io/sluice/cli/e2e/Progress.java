package io.sluice.cli.e2e;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Writes the progress that etags hold, by the book and independently of the gateway. */
final class Progress {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Progress(int partitions) {
        bytes.write(1);
        number(partitions);
    }

    /** The quoted etag of one record without an etag of its own. */
    static String etag(RecordMetadata record) {
        return '"' + of(record) + '"';
    }

    /** The progress of one record: its partition and the offset after it. */
    static String of(RecordMetadata record) {
        var progress = new Progress(1);
        progress.number(record.partition());
        progress.number(record.offset() + 1);
        return progress.text();
    }

    /** The quoted etag of a list over all partitions, given the last offset of each; -1 where there is none. */
    static String etag(long... lastOffsets) {
        var progress = new Progress(lastOffsets.length);
        for (int partition = 0; partition < lastOffsets.length; partition++) {
            progress.number(partition);
            progress.number(lastOffsets[partition]);
        }
        return '"' + progress.text() + '"';
    }

    /** The quoted etag of a list in which nothing is. */
    static String empty(int partitions) {
        long[] none = new long[partitions];
        Arrays.fill(none, -1);
        return etag(none);
    }

    /** Zigzag, then seven bits at a time with the lowest first. */
    private void number(long value) {
        long left = value >= 0 ? value * 2 : -value * 2 - 1;
        while (left > 127) {
            bytes.write((int) (left % 128 + 128));
            left /= 128;
        }
        bytes.write((int) left);
    }

    private String text() {
        return Base64.getUrlEncoder().encodeToString(bytes.toByteArray());
    }
}
