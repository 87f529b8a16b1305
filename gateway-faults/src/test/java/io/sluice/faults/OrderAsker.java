package io.sluice.faults;

import java.util.Map;

/** Asks the service behind the gateway and waits for its reply; now and then asks the same again. One thread. */
final class OrderAsker implements Runnable {
    private static final int AGAIN_EVERY = 4;

    private final String name;
    private final String topic;
    private final Caller caller;
    private final Asked asked = new Asked();
    private long count;

    OrderAsker(String name, String topic, Caller caller) {
        this.name = name;
        this.topic = topic;
        this.caller = caller;
    }

    @Override
    public void run() {
        String id = name + '-' + ++count;
        String json = "{\"order\":\"" + id + "\"}";
        var headers = Map.of("content-type", "application/json", ":method", "POST", ":path", "/orders");
        var write = new Write(id, topic, id, json, headers);
        Answer answer = caller.insist(write, "POST", "/orders", json, "content-type", "application/json");
        Asked.check(caller.book(), id, answer);
        asked.keep(new Asked.Reply(id, "/orders", json, answer.body()));
        Asked.Reply earlier = asked.any();
        if (count % AGAIN_EVERY == 0 && earlier != null) {
            again(earlier);
        }
    }

    private void again(Asked.Reply earlier) {
        Answer answer = caller.repeat(
                "POST",
                earlier.place(),
                earlier.request(),
                "idempotency-key",
                earlier.id(),
                "content-type",
                "application/json");
        caller.book()
                .check(
                        answer.body().equals(earlier.body()),
                        earlier.id() + " was answered " + earlier.body() + " first and " + answer + " when repeated");
    }
}
