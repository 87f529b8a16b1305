package io.sluice.faults;

import java.time.Duration;
import java.util.Map;
import java.util.Random;

/** Writes a few items of its own, one version after the other, and reads each back. One thread. */
final class ItemWriter implements Runnable {
    private static final int KEYS = 4;
    private static final int MAX_PADDING = 2_000;

    private final String name;
    private final String topic;
    private final Caller caller;
    private final Items items;
    private final Random random;
    private long version;

    ItemWriter(String name, String topic, Caller caller, Items items) {
        this.name = name;
        this.topic = topic;
        this.caller = caller;
        this.items = items;
        this.random = new Random(name.hashCode());
    }

    /** A key that this kind of client writes and never deletes. */
    static String key(String name, int number) {
        return name + '-' + number;
    }

    @Override
    public void run() {
        version++;
        int number = (int) (version % (KEYS + 1));
        if (number == KEYS) {
            putAndDelete(name + "-gone");
        } else {
            put(key(name, number));
        }
    }

    private void put(String key) {
        String json = Items.json(key, version, random.nextInt(MAX_PADDING));
        long mark = caller.book().mark();
        var write = new Write(id(), topic, key, json, Map.of("content-type", "application/json"));
        caller.insist(write, "PUT", "/items/" + key, json, "content-type", "application/json");
        items.acknowledged(key, version);
        readBack(key, mark);
    }

    private void readBack(String key, long mark) {
        Answer answer = caller.send("GET", "/items/" + key, null, Duration.ZERO);
        if (caller.book().wasCalmSince(mark)) {
            caller.book()
                    .check(
                            answer.status() == 200 && Items.version(answer.body()) == version,
                            "GET /items/" + key + " after version " + version + " was acknowledged: " + answer);
        }
    }

    private void putAndDelete(String key) {
        if (version % 2 == 0) {
            put(key);
        } else {
            var write = new Write(id(), topic, key, null, Map.of());
            caller.insist(write, "DELETE", "/items/" + key, null);
        }
    }

    private String id() {
        return name + "-v" + version;
    }
}
