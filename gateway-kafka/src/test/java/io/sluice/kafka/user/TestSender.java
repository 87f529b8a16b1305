package io.sluice.kafka.user;

import io.sluice.config.Secret;
import io.sluice.engine.flow.Identity;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A sender whom one guard knows. */
record TestSender(
        String guard,
        String name,
        Map<String, String> attributes,
        @Nullable Secret proof) implements Identity {
    /** The guard that most tests are about. */
    static final String GUARD = "users";

    static TestSender of(String name, String password) {
        return new TestSender(GUARD, name, Map.of(), new Secret(password));
    }

    @Override
    public @Nullable String name(String asked) {
        return asked.equals(guard) ? name : null;
    }

    @Override
    public @Nullable String attribute(String asked, String attribute) {
        return asked.equals(guard) ? attributes.get(attribute) : null;
    }

    @Override
    public String subject() {
        return guard + ':' + name;
    }

    @Override
    public boolean grants(String asked, List<String> roles) {
        return asked.equals(guard) && roles.isEmpty();
    }

    @Override
    public @Nullable Secret credentials(String asked) {
        return asked.equals(guard) ? proof : null;
    }
}
