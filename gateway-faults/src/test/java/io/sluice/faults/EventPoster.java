package io.sluice.faults;

import java.util.Map;

/** Posts events, each under its idempotency key. One thread. */
final class EventPoster implements Runnable {
    private final String name;
    private final String topic;
    private final Caller caller;
    private long count;

    EventPoster(String name, String topic, Caller caller) {
        this.name = name;
        this.topic = topic;
        this.caller = caller;
    }

    @Override
    public void run() {
        String id = name + '-' + ++count;
        String json = "{\"event\":\"" + id + "\"}";
        var write = new Write(id, topic, id, json, Map.of("content-type", "application/json"));
        caller.insist(write, "POST", "/events", json, "content-type", "application/json");
    }
}
