package io.sluice.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.e2e.Client.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a key has been, one state after the other, as its only writer knows it. A null state is one without a record; the
 * first is such. Any thread.
 */
final class KeyModel {
    private final String key;
    private final List<@Nullable String> states = new ArrayList<>();
    private final Map<String, Integer> stateOfEtag = new HashMap<>();
    private final Map<Integer, String> etagOfState = new HashMap<>();
    private int acknowledged;

    KeyModel(String key) {
        this.key = key;
        states.add(null);
    }

    String key() {
        return key;
    }

    /** The states that a request may see: those from its start's acknowledged one to its end's last written one. */
    record Window(int first, int last) {}

    /** The writer is about to write. */
    synchronized void begin(@Nullable String state) {
        states.add(state);
    }

    /** What the writer began is acknowledged. */
    synchronized void acknowledge() {
        acknowledged = states.size() - 1;
    }

    synchronized int acknowledged() {
        return acknowledged;
    }

    /** The window of a request that ends now. */
    synchronized Window since(int acknowledgedAtStart) {
        return new Window(acknowledgedAtStart, states.size() - 1);
    }

    /** The present state. */
    synchronized @Nullable String current() {
        return states.get(states.size() - 1);
    }

    /** The state that an etag stands for. */
    synchronized int stateOf(String etag) {
        Integer state = stateOfEtag.get(etag);
        assertThat(state).as("a known etag of %s: %s", key, etag).isNotNull();
        return state;
    }

    /** Checks an answer to GET; the state that it shows. */
    synchronized int check(Answer answer, Window window) {
        return switch (answer.status()) {
            case 200 -> checkRecord(answer.body(), answer.etag(), window);
            case 304 -> checkSame(answer.etag(), window);
            default -> {
                assertThat(answer.status())
                        .as("status of %s in %s", key, window)
                        .isEqualTo(404);
                yield checkMember(null, window);
            }
        };
    }

    private int checkRecord(String value, String etag, Window window) {
        int state = checkMember(value, window);
        assertThat(stateOfEtag.computeIfAbsent(etag, e -> state))
                .as("the state of %s of %s", etag, key)
                .isEqualTo(state);
        assertThat(etagOfState.computeIfAbsent(state, s -> etag))
                .as("the etag of state %d of %s", state, key)
                .isEqualTo(etag);
        return state;
    }

    /** Checks an etag without the record that goes with it. */
    synchronized int checkSame(String etag, Window window) {
        int state = stateOf(etag);
        assertThat(state).as("the state of an etag of %s in %s", key, window).isBetween(window.first(), window.last());
        return state;
    }

    /** Checks what a list shows of the key, null if nothing; the latest state that it may be. */
    synchronized int checkMember(@Nullable String value, Window window) {
        for (int state = window.last(); state >= window.first(); state--) {
            String known = states.get(state);
            if (value == null ? known == null : value.equals(known)) {
                return state;
            }
        }
        throw new AssertionError("%s was %s, expected one of %s"
                .formatted(key, value, states.subList(window.first(), window.last() + 1)));
    }
}
