package io.sluice.kafka.fetch;

import io.sluice.kafka.view.Entry;
import io.sluice.kafka.view.TopicView;
import io.sluice.kafka.view.WaitKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The latest record of a key. */
final class KeySelection implements Selection {
    private final TopicView view;
    private final byte[] key;
    private final RecentItems recent;

    KeySelection(TopicView view, byte[] key, RecentItems recent) {
        this.view = view;
        this.key = key;
        this.recent = recent;
    }

    @Override
    public @Nullable Representation look() {
        String incarnation = view.incarnation();
        Entry entry = view.get(key);
        if (!incarnation.equals(view.incarnation())) {
            return look(); // the topic was replaced meanwhile
        }
        return entry == null ? null : recent.of(view.topic(), entry, incarnation);
    }

    @Override
    public List<WaitKey> keys() {
        return List.of(new WaitKey.Key(key));
    }

    @Override
    public boolean isBehind() {
        return view.marks().isPending(key);
    }
}
