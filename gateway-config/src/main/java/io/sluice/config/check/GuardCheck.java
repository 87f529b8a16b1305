package io.sluice.config.check;

import io.sluice.config.BindingConfig;
import io.sluice.config.BindingName;
import io.sluice.config.CredentialPattern;
import io.sluice.config.GatewayConfig;
import io.sluice.config.GuardConfig;
import io.sluice.config.HttpAuthorizationConfig;
import io.sluice.config.HttpServerConfig;
import io.sluice.config.Location;
import io.sluice.config.NamespaceConfig;
import io.sluice.config.Problems;
import io.sluice.config.Quoted;
import io.sluice.config.SafeLocation;
import io.sluice.config.Text;
import io.sluice.config.TlsServerConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Guards have what they need to tell one sender from another, where they are used. */
final class GuardCheck {
    private final Map<BindingName, GuardConfig> guards = new HashMap<>();
    private final Problems problems;

    GuardCheck(GatewayConfig config, Problems problems) {
        this.problems = problems;
        for (NamespaceConfig namespace : config.namespaces()) {
            namespace.guards().forEach((name, guard) -> guards.put(new BindingName(namespace.name(), name), guard));
        }
    }

    /** Looks at the guards that get credentials on the way to what is served. */
    void run(Set<BindingConfig> served) {
        for (BindingConfig binding : served) {
            if (binding instanceof HttpServerConfig http && http.authorization() != null) {
                credentials(http.name(), http.authorization());
            } else if (binding instanceof TlsServerConfig tls) {
                if (tls.authorization().size() > 1) {
                    problems.error(
                            tls.at(),
                            "options.authorization: expected one guard, found "
                                    + tls.authorization().size());
                }
                tls.authorization().forEach((guard, pattern) -> certificate(tls.name(), guard, pattern.at()));
            }
        }
    }

    private @Nullable GuardConfig guard(BindingName user, String name) {
        return guards.get(BindingName.resolve(user.namespace(), name));
    }

    private void certificate(BindingName user, String name, Location at) {
        GuardConfig guard = guard(user, name);
        if (guard != null && !(guard instanceof GuardConfig.X509)) {
            problems.error(at, Quoted.of(name) + " does not know certificates (expected: a guard of type x509)");
        }
    }

    private void credentials(BindingName user, HttpAuthorizationConfig authorization) {
        List<Text> patterns = Stream.of(authorization.cookies(), authorization.headers(), authorization.query())
                .flatMap(patternsByName -> patternsByName.values().stream())
                .toList();
        patterns.forEach(this::pattern);
        GuardConfig guard = guard(user, authorization.guard());
        if (guard instanceof GuardConfig.X509) {
            problems.error(
                    authorization.at(),
                    "a guard of type x509 knows certificates only (name it in options.authorization of the tls server)");
        } else if (guard instanceof GuardConfig.Jwt jwt) {
            jwt(jwt);
        } else if (guard instanceof GuardConfig.Inline inline) {
            inline(inline);
        } else if (guard instanceof GuardConfig.Basic) {
            patterns.stream()
                    .filter(pattern -> !CredentialPattern.isBasic(pattern.value()))
                    .forEach(pattern -> problems.error(
                            pattern.at(),
                            Quoted.bare(pattern.value()) + " (expected for a basic guard: " + CredentialPattern.BASIC
                                    + ")"));
        }
    }

    private void pattern(Text pattern) {
        try {
            CredentialPattern.compile(pattern.value());
        } catch (IllegalArgumentException e) {
            problems.error(pattern.at(), String.valueOf(e.getMessage()));
        }
    }

    private void inline(GuardConfig.Inline guard) {
        if (guard.credentials() == null || guard.credentials().value().isEmpty()) {
            problems.error(guard.at(), "missing member \"credentials\": what a request must bring");
        }
        if (guard.identity() == null) {
            problems.error(guard.at(), "missing member \"identity\": who brings these credentials");
        }
    }

    private void jwt(GuardConfig.Jwt guard) {
        if (guard.issuer() == null) {
            problems.error(guard.at(), "missing member \"issuer\": no token is accepted without");
        }
        if (guard.audience() == null) {
            problems.error(
                    guard.at(), "missing member \"audience\": tokens that were made for others must not work here");
        }
        if (guard.keysLocation() != null) {
            location(guard, guard.keysLocation());
        } else if (guard.keys().isEmpty() && guard.issuer() != null) {
            location(guard, guard.issuer());
        }
    }

    private void location(GuardConfig.Jwt guard, Text location) {
        try {
            SafeLocation.of(location.value(), guard.plainHttp());
        } catch (IllegalArgumentException e) {
            problems.error(location.at(), String.valueOf(e.getMessage()));
        }
    }
}
