package io.sluice.engine.flow;

import io.sluice.config.Secret;
import io.sluice.engine.http.Problem;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A sender that one guard knows. */
public record TestIdentity(
        String guard,
        String name,
        Map<String, String> attributes,
        Set<String> roles,
        @Nullable Secret proof,
        @Nullable Problem problem)
        implements Identity {

    /** A sender with roles and without attributes. */
    public static TestIdentity of(String guard, String name, String... roles) {
        return new TestIdentity(guard, name, Map.of(), Set.of(roles), null, null);
    }

    /** Somebody whom the guard does not let in. */
    public static TestIdentity refused(String guard, Problem problem) {
        return new TestIdentity(guard, "", Map.of(), Set.of(), null, problem);
    }

    /** This sender with one attribute. */
    public TestIdentity with(String attribute, String value) {
        return new TestIdentity(guard, name, Map.of(attribute, value), roles, proof, problem);
    }

    /** This sender, who brought a password or a token. */
    public TestIdentity proven(String secret) {
        return new TestIdentity(guard, name, attributes, roles, new Secret(secret), problem);
    }

    @Override
    public @Nullable String name(String guard) {
        return guard.equals(this.guard) ? name : null;
    }

    @Override
    public @Nullable String attribute(String guard, String attribute) {
        return guard.equals(this.guard) ? attributes.get(attribute) : null;
    }

    @Override
    public String subject() {
        return guard + ':' + name;
    }

    @Override
    public boolean grants(String guard, List<String> roles) {
        return problem == null && guard.equals(this.guard) && this.roles.containsAll(roles);
    }

    @Override
    public @Nullable Secret credentials(String guard) {
        return guard.equals(this.guard) ? proof : null;
    }

    @Override
    public @Nullable Problem refusal(String guard) {
        return guard.equals(this.guard) ? problem : null;
    }
}
