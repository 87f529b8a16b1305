package io.sluice.http.guard;

import io.sluice.engine.flow.Identity;
import io.sluice.engine.http.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sender whose credentials one guard did not accept: nobody, and where the guard is asked for, this problem. Immutable.
 */
record Refused(String guard, Problem problem) implements Identity {

    @Override
    public @Nullable String name(String asked) {
        return null;
    }

    @Override
    public @Nullable String attribute(String asked, String attribute) {
        return null;
    }

    @Override
    public String subject() {
        return "";
    }

    @Override
    public boolean grants(String asked, List<String> roles) {
        return false;
    }

    @Override
    public @Nullable Problem refusal(String asked) {
        return asked.equals(guard) ? problem : null;
    }
}
