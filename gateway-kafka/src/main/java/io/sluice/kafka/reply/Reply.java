package io.sluice.kafka.reply;

import io.sluice.engine.flow.Invocation;
import io.sluice.engine.http.HttpResponse;
import io.sluice.engine.http.Problem;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a reply record says: a response, or why it cannot be one. Immutable.
 *
 * @param response null when there is a problem
 * @param problem null when there is a response
 * @param weight roughly the bytes that it occupies
 */
public record Reply(
        @Nullable HttpResponse response, @Nullable Problem problem, int weight) {

    /** Ends an invocation with this reply; the applied preferences are added when there are any. Any thread. */
    public void answer(Invocation invocation, @Nullable String preferenceApplied) {
        if (problem != null) {
            invocation.fail(problem);
            return;
        }
        HttpResponse answer = Objects.requireNonNull(response);
        invocation.complete(preferenceApplied == null ? answer : answer.with("preference-applied", preferenceApplied));
    }
}
