package io.sluice.bench.jmh;

import io.sluice.bench.Topics;
import io.sluice.kafka.view.TopicView;
import io.sluice.kafka.view.ViewNeeds;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A view of items that is filled without Kafka. Used by one thread. */
public final class SampleView {
    private static final int BYTES = 200;

    private final TopicView view =
            new TopicView("bench", "items", new ViewNeeds(true, true, Set.of(), Set.of()), false);
    private long offset;

    /** A complete view of so many items. */
    public SampleView(int items) {
        view.begin(1);
        for (int i = 0; i < items; i++) {
            change(i);
        }
        view.complete();
    }

    /** The view. */
    public TopicView view() {
        return view;
    }

    /** Takes in a new version of an item, without publishing it. */
    public void change(int item) {
        byte[] value = Topics.value(item, (int) (offset % 1_000_000), BYTES).getBytes(StandardCharsets.UTF_8);
        view.apply(new ConsumerRecord<>("items", 0, offset, key(item), value));
        view.advance(0, ++offset);
    }

    /** The key of an item. */
    public static byte[] key(int item) {
        return Topics.key(item).getBytes(StandardCharsets.UTF_8);
    }
}
