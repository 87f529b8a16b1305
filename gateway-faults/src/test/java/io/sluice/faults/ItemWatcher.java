package io.sluice.faults;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Waits for changes of one item and holds every answer against what it had before. One thread. */
final class ItemWatcher implements Runnable {
    private static final Duration WAIT = Duration.ofSeconds(1);

    private final String key;
    private final Caller caller;
    private final Items items;
    private String etag = "";
    private long seen;

    ItemWatcher(String key, Caller caller, Items items) {
        this.key = key;
        this.caller = caller;
        this.items = items;
    }

    @Override
    public void run() {
        Long acknowledged = items.acknowledged(key);
        if (acknowledged == null) {
            return; // not written yet
        }
        Book book = caller.book();
        long mark = book.mark();
        String prefer = "wait=" + WAIT.toSeconds();
        Answer answer = etag.isEmpty()
                ? caller.read("/items/" + key, WAIT, "prefer", prefer)
                : caller.read("/items/" + key, WAIT, "prefer", prefer, "if-none-match", etag);
        @Nullable Long atLeast = book.wasCalmSince(mark) ? acknowledged : null;
        switch (answer.status()) {
            case 200 -> shown(answer, atLeast);
            case 304 ->
                book.check(
                        atLeast == null || atLeast <= seen,
                        "a wait for " + key + " told that nothing is newer than " + seen + ", but " + atLeast
                                + " was acknowledged before");
            case 404 -> etag = ""; // the book knows whether an item may be missing
            default -> book.check(false, "a wait for " + key + " was answered " + answer);
        }
    }

    private void shown(Answer answer, @Nullable Long atLeast) {
        long version = Items.version(answer.body());
        caller.book().check(version >= seen, "a wait for " + key + " after " + seen + " was answered with " + version);
        caller.book()
                .check(
                        atLeast == null || version >= atLeast,
                        "a wait for " + key + " was answered with " + version + ", but " + atLeast
                                + " was acknowledged before");
        seen = version;
        etag = answer.field("etag");
    }
}
