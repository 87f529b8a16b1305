package io.sluice.kafka.produce;

import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.http.Prefer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What of a request's preferences a route honours (RFC 7240).
 *
 * @param waitSeconds how long to wait for the reply; below 1 when the client has no preference
 * @param respondAsync whether 202 is welcome
 */
record Preferences(int waitSeconds, boolean respondAsync) {

    static Preferences of(HttpRequest request, Duration maxWait, boolean asyncConfigured) {
        Prefer prefer = Prefer.of(request);
        return new Preferences(
                (int) Math.min(prefer.waitSeconds(), maxWait.toSeconds()), prefer.respondAsync() && asyncConfigured);
    }

    boolean waits() {
        return waitSeconds > 0;
    }

    /** How long to wait for the reply while the client waits as well; nothing when it takes 202 at once. */
    Duration patience(Duration timeout) {
        if (waits()) {
            return Duration.ofSeconds(waitSeconds);
        }
        return respondAsync ? Duration.ZERO : timeout;
    }

    /** When the request ends at the latest: after its patience, and if it takes 202 once its record is acknowledged. */
    Duration end(Duration timeout) {
        return respondAsync ? patience(timeout).plus(timeout) : patience(timeout);
    }

    /** The value of {@code Preference-Applied}; null when nothing was preferred. */
    @Nullable String applied() {
        if (respondAsync) {
            return waits() ? "respond-async, wait=" + waitSeconds : "respond-async";
        }
        return waits() ? "wait=" + waitSeconds : null;
    }
}
