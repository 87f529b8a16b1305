package io.sluice.engine.route;

import org.jspecify.annotations.Nullable;

/**
 * The first matches of the paths that were looked up last, so that a path that many ask for is not taken apart anew for
 * each of them. Any thread.
 *
 * <p>A path has one place, where the latest of those that share it is kept: no order is kept, no lock is taken, and a race
 * between two threads costs a lookup made twice. Long paths are not kept, which bounds the memory to some 100 kB.
 */
final class RecentMatches<T> {
    private static final int PLACES = 1 << 8;
    private static final int MAX_PATH_LENGTH = 128;

    /** Immutable, so that a thread sees all of it or nothing. */
    private record Place<T>(String method, String rawPath, RouteResult.Match<T> match) {

        boolean isOf(String otherMethod, String otherPath) {
            return rawPath.equals(otherPath) && method.equals(otherMethod);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // there are no generic arrays
    private final @Nullable Place<T>[] places = new Place[PLACES];

    /** The first match of a method and a path; null when it is not known. */
    RouteResult.@Nullable Match<T> get(String method, String rawPath) {
        Place<T> place = places[index(rawPath)];
        return place != null && place.isOf(method, rawPath) ? place.match : null;
    }

    /** Keeps the first match of a method and a path, whether it is authorised or not. */
    void put(String method, String rawPath, RouteResult.Match<T> match) {
        if (rawPath.length() <= MAX_PATH_LENGTH) {
            places[index(rawPath)] = new Place<>(method, rawPath, match);
        }
    }

    private static int index(String rawPath) {
        int hash = rawPath.hashCode() * 0x9E3779B9;
        return (hash >>> 16) & (PLACES - 1);
    }
}
