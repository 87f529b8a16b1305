package io.sluice.faults;

import java.time.Duration;
import java.util.Map;

/** Asks the service without waiting, and follows the location that it is given until the reply is there. One thread. */
final class JobAsker implements Runnable {
    private static final Duration WAIT = Duration.ofSeconds(2);
    private static final int MOST_LOOKS = 60;
    private static final int AGAIN_EVERY = 3;

    private final String name;
    private final String topic;
    private final Caller caller;
    private final Asked asked = new Asked();
    private long count;

    JobAsker(String name, String topic, Caller caller) {
        this.name = name;
        this.topic = topic;
        this.caller = caller;
    }

    @Override
    public void run() {
        String id = name + '-' + ++count;
        String path = "/jobs/" + id;
        String json = "{\"job\":\"" + id + "\"}";
        var headers = Map.of("content-type", "application/json", ":method", "PUT", ":path", path);
        var write = new Write(id, topic, id, json, headers);
        Answer accepted =
                caller.insist(write, "PUT", path, json, "content-type", "application/json", "prefer", "respond-async");
        String location = accepted.field("location");
        caller.book()
                .check(
                        accepted.status() == 202 && location.startsWith(path + ";cid="),
                        "PUT " + path + " was answered " + accepted);
        Answer answer = follow(location);
        Asked.check(caller.book(), id, answer);
        asked.keep(new Asked.Reply(id, location, "", answer.body()));
        Asked.Reply earlier = asked.any();
        if (count % AGAIN_EVERY == 0 && earlier != null) {
            String body = follow(earlier.place()).body();
            caller.book()
                    .check(
                            body.equals(earlier.body()),
                            earlier.place() + " was " + earlier.body() + " first and " + body + " later");
        }
    }

    private Answer follow(String location) {
        for (int look = 0; look < MOST_LOOKS; look++) {
            Answer answer = caller.read(location, WAIT, "prefer", "wait=" + WAIT.toSeconds());
            if (answer.status() != 202) {
                return answer;
            }
        }
        throw new AssertionError(location + " has no reply after " + MOST_LOOKS + " waits");
    }
}
