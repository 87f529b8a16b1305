package io.sluice.record.openapi;

import io.sluice.record.exchange.RecordedRequest;
import io.sluice.record.exchange.RecordedResponse;
import io.sluice.record.path.PathRules;
import io.sluice.record.path.PathTree;
import io.sluice.record.path.TemplatedPath;
import io.sluice.record.schema.LeftOut;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is known of the API that one document describes. Owned by one thread. */
final class ApiState {
    private final PathTree<PathState> tree;
    private final LeftOut leftOut;
    private final @Nullable ExistingDocument existing;
    private final NavigableSet<String> origins = new TreeSet<>();

    ApiState(Rules rules, @Nullable ExistingDocument existing, LeftOut leftOut) {
        PathRules paths = existing == null ? rules.paths() : rules.paths().with(existing.templates());
        this.tree = new PathTree<>(paths, () -> new PathState(rules), leftOut);
        this.leftOut = leftOut;
        this.existing = existing;
    }

    /**
     * Learns from an exchange.
     *
     * @param origin where it was sent to; null when unknown
     */
    void observe(RecordedRequest request, RecordedResponse response, @Nullable Origin origin) {
        String pathname = request.target().pathname();
        String path =
                existing == null ? pathname : existing.withoutBase(origin == null ? null : origin.host(), pathname);
        PathState state = tree.place(path);
        if (state == null) {
            return;
        }
        state.operation(request.method()).observe(request, response, leftOut);
        if (origin != null && path.equals(pathname)) {
            origins.add(origin.url());
            state.sawOrigin(origin.url());
        }
    }

    /** Its paths, by template. */
    NavigableMap<String, TemplatedPath<PathState>> paths() {
        return tree.paths();
    }

    /** The URLs that requests were sent to. */
    NavigableSet<String> origins() {
        return origins;
    }
}
