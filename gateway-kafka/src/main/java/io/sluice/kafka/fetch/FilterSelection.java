package io.sluice.kafka.fetch;

import io.sluice.kafka.view.Entry;
import io.sluice.kafka.view.ListSnapshot;
import io.sluice.kafka.view.TopicView;
import io.sluice.kafka.view.WaitKey;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The records that match any of several filters, as one document; without a merge the first of them. */
final class FilterSelection implements Selection {
    private final TopicView view;
    private final List<Criteria> criteria;
    private final @Nullable MergeForm merge;
    private final Map<Integer, Long> targets;

    FilterSelection(TopicView view, List<Criteria> criteria, @Nullable MergeForm merge) {
        this.view = view;
        this.criteria = criteria;
        this.merge = merge;
        this.targets = view.marks().targets();
    }

    @Override
    public @Nullable Representation look() {
        String incarnation = view.incarnation();
        ListSnapshot matching = criteria.size() == 1 ? criteria.get(0).find(view) : union();
        if (!incarnation.equals(view.incarnation())) {
            return look(); // the topic was replaced meanwhile
        }
        if (merge != null) {
            return new ListRepresentation(Etag.of(matching, incarnation), matching, merge);
        }
        Entry first = matching.first();
        return first == null ? null : ItemRepresentation.of(view.topic(), first, incarnation);
    }

    private ListSnapshot union() {
        return ListSnapshot.union(criteria.stream().map(c -> c.find(view)).toList());
    }

    @Override
    public List<WaitKey> keys() {
        return criteria.stream().map(Criteria::waitKey).toList();
    }

    @Override
    public boolean isBehind() {
        return !view.marks().isPast(targets);
    }
}
