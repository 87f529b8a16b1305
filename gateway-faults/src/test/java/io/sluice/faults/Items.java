package io.sluice.faults;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The items that writers write and watchers watch: which version of each was acknowledged last. Any thread. */
final class Items {
    private static final Pattern VERSION = Pattern.compile("\"n\":(\\d+)");

    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();

    /** The JSON of a version. */
    static String json(String key, long version, int padding) {
        return "{\"id\":\"%s\",\"n\":%d,\"pad\":\"%s\"}".formatted(key, version, "x".repeat(padding));
    }

    /**
     * The version in an item's JSON.
     *
     * @throws AssertionError if it is no item
     */
    static long version(String json) {
        Matcher matcher = VERSION.matcher(json);
        if (!matcher.find()) {
            throw new AssertionError("not an item: " + json);
        }
        return Long.parseLong(matcher.group(1));
    }

    void acknowledged(String key, long version) {
        acknowledged.put(key, version);
    }

    /** The version that was acknowledged last; null before the first. */
    @Nullable Long acknowledged(String key) {
        return acknowledged.get(key);
    }
}
