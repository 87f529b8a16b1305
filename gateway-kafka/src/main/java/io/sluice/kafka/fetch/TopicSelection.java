package io.sluice.kafka.fetch;

import io.sluice.kafka.view.Entry;
import io.sluice.kafka.view.Published;
import io.sluice.kafka.view.TopicView;
import io.sluice.kafka.view.WaitKey;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All records of a topic as one document; without a merge the first of them. */
final class TopicSelection implements Selection {
    private final TopicView view;
    private final @Nullable MergeForm merge;
    private final Map<Integer, Long> targets;

    TopicSelection(TopicView view, @Nullable MergeForm merge) {
        this.view = view;
        this.merge = merge;
        this.targets = view.marks().targets();
    }

    @Override
    public @Nullable Representation look() {
        Published published = view.published();
        if (merge != null) {
            return new ListRepresentation(Etag.of(published), published.list(), merge);
        }
        Entry first = published.list().first();
        return first == null ? null : ItemRepresentation.of(view.topic(), first, published.incarnation());
    }

    @Override
    public List<WaitKey> keys() {
        return List.of(WaitKey.Whole.ANY_RECORD);
    }

    @Override
    public boolean isBehind() {
        return !view.marks().isPast(targets);
    }
}
