package io.sluice.engine.route;

import io.sluice.engine.http.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first route, in file order, that matches a method and a path and is authorised. Immutable.
 *
 * <p>An index over the segments of the paths proposes the few conditions that can match; each is then verified. The cost
 * of a lookup does not grow with the number of routes whose paths have a literal segment where the request's differs.
 * What was found for the paths of late is kept.
 */
public final class RouteTable<T> {
    private final RouteIndex<Entry<T>> index;
    private final RecentMatches<T> recent = new RecentMatches<>();

    private RouteTable(RouteIndex<Entry<T>> index) {
        this.index = index;
    }

    /** A builder without routes. */
    public static <T> Builder<T> builder() {
        return new Builder<>();
    }

    /**
     * Looks up a request. HEAD is served by the routes that name it, else by those that serve GET (RFC 9110 section
     * 9.3.2).
     *
     * @param rawPath percent-encoded, without the query
     * @param authorised asked for matching routes, in order, until it says yes
     * @throws ProblemException 400 if the path has an invalid escape or is not UTF-8
     */
    public RouteResult<T> lookup(String method, String rawPath, Predicate<? super T> authorised) {
        RouteResult.Match<T> known = recent.get(method, rawPath);
        if (known != null && authorised.test(known.value())) {
            return known;
        }
        var path = DecodedPath.of(rawPath);
        var search = new Search<T>(path, index.candidates(path), authorised);
        RouteResult<T> result = search.find(method);
        if (known == null && result instanceof RouteResult.Match<T> match && search.isFirst()) {
            recent.put(method, rawPath, match);
        }
        return result;
    }

    /**
     * The methods of all routes that match a path, authorised or not: those that are named, and of wildcards the usual
     * ones. Empty if no route matches.
     *
     * @throws ProblemException 400 as {@link #lookup}
     */
    public Set<String> methods(String rawPath) {
        var path = DecodedPath.of(rawPath);
        Set<String> methods = new LinkedHashSet<>();
        for (Entry<T> candidate : index.candidates(path)) {
            if (candidate.condition().match(path) != null) {
                methods.addAll(candidate.condition().method().methods());
            }
        }
        return methods;
    }

    /** The conditions that a lookup verifies, at most. For tests of the index. */
    int candidates(String rawPath) {
        return index.candidates(DecodedPath.of(rawPath)).size();
    }

    /** One condition of a route. */
    private record Entry<T>(RouteCondition condition, T value) {}

    /** One lookup. */
    private static final class Search<T> {
        private final DecodedPath path;
        private final List<Entry<T>> candidates;
        private final Predicate<? super T> authorised;
        private @Nullable T refused;

        Search(DecodedPath path, List<Entry<T>> candidates, Predicate<? super T> authorised) {
            this.path = path;
            this.candidates = candidates;
            this.authorised = authorised;
        }

        RouteResult<T> find(String method) {
            if (method.equals("HEAD")) {
                RouteResult.Match<T> named =
                        first(condition -> condition.method().names("HEAD"));
                return named != null ? named : firstOrMiss("GET");
            }
            return firstOrMiss(method);
        }

        /** Whether no route before it matches, so that it is the first for every sender who may use it. */
        boolean isFirst() {
            return refused == null;
        }

        private RouteResult<T> firstOrMiss(String method) {
            RouteResult.Match<T> match = first(condition -> condition.method().matches(method));
            return match != null ? match : new RouteResult.Miss<>(refused);
        }

        private RouteResult.@Nullable Match<T> first(Predicate<RouteCondition> method) {
            for (Entry<T> candidate : candidates) {
                if (!method.test(candidate.condition())) {
                    continue;
                }
                Params params = candidate.condition().match(path);
                if (params == null) {
                    continue;
                }
                if (authorised.test(candidate.value())) {
                    return new RouteResult.Match<>(candidate.value(), params);
                }
                refused = refused == null ? candidate.value() : refused;
            }
            return null;
        }
    }

    /** Collects routes in file order. Not thread-safe. */
    public static final class Builder<T> {
        private final List<Entry<T>> entries = new ArrayList<>();

        private Builder() {}

        /** Appends a route that matches if any of the conditions does; without conditions it always matches. */
        public Builder<T> add(T value, List<RouteCondition> conditions) {
            for (RouteCondition condition : conditions.isEmpty() ? List.of(RouteCondition.ALWAYS) : conditions) {
                entries.add(new Entry<>(condition, value));
            }
            return this;
        }

        /** The table of the routes so far. */
        public RouteTable<T> build() {
            var index = new RouteIndex<Entry<T>>();
            entries.forEach(entry -> index.add(entry.condition().path(), entry));
            return new RouteTable<>(index);
        }
    }
}
