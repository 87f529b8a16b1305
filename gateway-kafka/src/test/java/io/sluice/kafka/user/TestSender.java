package io.sluice.kafka.user;

import io.sluice.config.Secret;
import io.sluice.engine.flow.Identity;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A sender whom the guard {@code users} knows. */
record TestSender(String name, Map<String, String> attributes, @Nullable Secret proof) implements Identity {
    static final String GUARD = "users";

    static TestSender of(String name, String password) {
        return new TestSender(name, Map.of(), new Secret(password));
    }

    @Override
    public @Nullable String name(String guard) {
        return guard.equals(GUARD) ? name : null;
    }

    @Override
    public @Nullable String attribute(String guard, String attribute) {
        return guard.equals(GUARD) ? attributes.get(attribute) : null;
    }

    @Override
    public String subject() {
        return GUARD + ':' + name;
    }

    @Override
    public boolean grants(String guard, List<String> roles) {
        return guard.equals(GUARD) && roles.isEmpty();
    }

    @Override
    public @Nullable Secret credentials(String guard) {
        return guard.equals(GUARD) ? proof : null;
    }
}
