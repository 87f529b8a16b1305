package io.sluice.http.guard;

import io.sluice.config.Secret;
import io.sluice.engine.flow.Identity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sender whom one guard knows. Immutable.
 *
 * @param guard the guard's name as the routes use it
 * @param proof null if nobody asks for it
 */
record Sender(
        String guard, Verdict.Accepted accepted, @Nullable Secret proof) implements Identity {

    @Override
    public @Nullable String name(String asked) {
        return asked.equals(guard) ? accepted.name() : null;
    }

    @Override
    public @Nullable String attribute(String asked, String attribute) {
        return asked.equals(guard) ? accepted.attributes().get(attribute) : null;
    }

    @Override
    public @Nullable Secret credentials(String asked) {
        return asked.equals(guard) ? proof : null;
    }

    @Override
    public String subject() {
        return guard + ':' + accepted.name();
    }

    @Override
    public boolean grants(String asked, List<String> roles) {
        return asked.equals(guard) && accepted.roles().containsAll(roles);
    }

    /** The guard only: names of people do not belong into logs. */
    @Override
    public String toString() {
        return "sender known to " + guard;
    }
}
