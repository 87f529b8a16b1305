package io.sluice.record.replay;

import java.util.List;

/**
 * What became of a request that was sent again.
 *
 * @param place where its exchange is recorded
 * @param request its method and path
 * @param outcome what became of it
 * @param details what differs, or why it failed
 */
public record ReplayResult(String place, String request, Outcome outcome, List<String> details) {

    /** What can become of a request. */
    public enum Outcome {
        /** The answer is the recorded one. */
        SAME,
        /** The answer differs. */
        DIFFERENT,
        /** There was no answer. */
        FAILED,
        /** It could not be sent. */
        NOT_SENT
    }

    /** Copies the list. */
    public ReplayResult {
        details = List.copyOf(details);
    }
}
