package io.sluice.http.guard;

import io.sluice.config.GuardConfig;
import io.sluice.config.Secret;
import io.sluice.engine.flow.Invocation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** {@code type: inline}: one sender, whose credentials stand in the configuration, such as an API key. Immutable. */
final class InlineGuard implements Guard {
    private final byte[] expected;
    private final Verdict.Accepted accepted;

    InlineGuard(GuardConfig.Inline config) {
        Secret credentials = Objects.requireNonNull(config.credentials(), "checked before");
        this.expected = credentials.value().getBytes(StandardCharsets.UTF_8);
        this.accepted = new Verdict.Accepted(
                Objects.requireNonNull(config.identity(), "checked before").value(), Map.of(), Set.of());
    }

    @Override
    public void verify(Invocation invocation, String credentials, Consumer<Verdict> then) {
        boolean same = MessageDigest.isEqual(expected, credentials.getBytes(StandardCharsets.UTF_8));
        then.accept(same ? accepted : new Verdict.Rejected("The credentials are not known."));
    }
}
