package io.sluice.http.guard;

import io.sluice.config.Secret;
import io.sluice.engine.flow.Identity;
import io.sluice.engine.http.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What two guards know of one sender: that of its certificate and that of its credentials. Immutable. */
record TwoIdentities(Identity first, Identity second) implements Identity {

    @Override
    public @Nullable String name(String guard) {
        String name = first.name(guard);
        return name == null ? second.name(guard) : name;
    }

    @Override
    public @Nullable String attribute(String guard, String attribute) {
        String value = first.attribute(guard, attribute);
        return value == null ? second.attribute(guard, attribute) : value;
    }

    @Override
    public @Nullable Secret credentials(String guard) {
        Secret credentials = first.credentials(guard);
        return credentials == null ? second.credentials(guard) : credentials;
    }

    @Override
    public String subject() {
        if (first.subject().isEmpty() || second.subject().isEmpty()) {
            return first.subject() + second.subject();
        }
        return first.subject().length() + ":" + first.subject() + second.subject();
    }

    @Override
    public boolean grants(String guard, List<String> roles) {
        return first.grants(guard, roles) || second.grants(guard, roles);
    }

    @Override
    public @Nullable Problem refusal(String guard) {
        Problem refusal = first.refusal(guard);
        return refusal == null ? second.refusal(guard) : refusal;
    }
}
