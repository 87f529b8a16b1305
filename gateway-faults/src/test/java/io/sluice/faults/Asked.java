package io.sluice.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The requests that a client has got a reply for, so that it can ask some again. One thread. */
final class Asked {
    private static final int KEPT = 50;

    private final List<Reply> replies = new ArrayList<>();
    private final Random random = new Random(7);

    /**
     * A reply.
     *
     * @param id the idempotency key
     * @param place what has to be asked again
     */
    record Reply(String id, String place, String request, String body) {}

    void keep(Reply reply) {
        if (replies.size() < KEPT) {
            replies.add(reply);
        } else {
            replies.set(random.nextInt(KEPT), reply);
        }
    }

    /** Any of them; null when there is none. */
    @Nullable Reply any() {
        return replies.isEmpty() ? null : replies.get(random.nextInt(replies.size()));
    }

    /** Enters a violation unless a reply is the service's to this request. */
    static void check(Book book, String id, Answer answer) {
        book.check(
                answer.status() == 200 && answer.body().startsWith("{\"of\":\"" + id + "\","),
                "the reply to " + id + " is " + answer);
    }
}
