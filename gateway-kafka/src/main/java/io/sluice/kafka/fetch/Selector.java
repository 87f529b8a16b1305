package io.sluice.kafka.fetch;

import io.sluice.engine.spi.FetchSpec;
import io.sluice.engine.spi.FilterSpec;
import io.sluice.engine.spi.HeaderSpec;
import io.sluice.engine.template.Template;
import io.sluice.engine.template.TemplateScope;
import io.sluice.kafka.view.TopicView;
import io.sluice.kafka.view.ViewNeeds;
import io.sluice.kafka.view.WaitKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A route's compiled filters and merge: makes the selection of each request. Immutable. */
final class Selector {
    private final List<Filter> filters;
    private final @Nullable MergeForm merge;
    private final @Nullable Template onlyKey;
    private final RecentItems recent;

    /** A filter with its header names sorted. */
    private record Filter(@Nullable Template key, List<String> names, List<Template> values) {

        static Filter of(FilterSpec spec) {
            List<HeaderSpec> headers = spec.headers().stream()
                    .sorted(Comparator.comparing(HeaderSpec::name))
                    .toList();
            return new Filter(
                    spec.key(),
                    headers.stream().map(HeaderSpec::name).toList(),
                    headers.stream().map(HeaderSpec::value).toList());
        }

        Criteria render(TemplateScope scope) {
            return new Criteria(
                    key == null ? null : key.render(scope).getBytes(StandardCharsets.UTF_8),
                    new WaitKey.HeaderValues(
                            names, values.stream().map(v -> v.render(scope)).toList()));
        }
    }

    private Selector(List<Filter> filters, @Nullable MergeForm merge, RecentItems recent) {
        this.filters = filters;
        this.recent = recent;
        this.merge = merge;
        this.onlyKey =
                merge == null && filters.size() == 1 && filters.get(0).names().isEmpty()
                        ? filters.get(0).key()
                        : null;
    }

    /**
     * Compiles filters and merge.
     *
     * @param recent shared by the routes of a cluster
     */
    static Selector compile(FetchSpec spec, RecentItems recent) {
        return new Selector(
                spec.filters().stream().map(Filter::of).toList(),
                spec.merge() == null ? null : MergeForm.compile(spec.merge()),
                recent);
    }

    /** What the selections ask of a view. */
    ViewNeeds needs() {
        Set<List<String>> indexes = new HashSet<>();
        Set<String> headers = new HashSet<>();
        boolean ordered = filters.isEmpty();
        for (Filter filter : filters) {
            headers.addAll(filter.names());
            if (filter.key() == null && filter.names().isEmpty()) {
                ordered = true;
            } else if (filter.key() == null) {
                indexes.add(filter.names());
            }
        }
        return new ViewNeeds(ordered, merge != null, indexes, headers);
    }

    /** The selection of a request. */
    Selection select(TopicView view, TemplateScope scope) {
        if (onlyKey != null) {
            return new KeySelection(view, onlyKey.render(scope).getBytes(StandardCharsets.UTF_8), recent);
        }
        if (filters.isEmpty()) {
            return new TopicSelection(view, merge);
        }
        List<Criteria> criteria = new ArrayList<>(filters.size());
        filters.forEach(filter -> criteria.add(filter.render(scope)));
        return new FilterSelection(view, criteria, merge);
    }
}
