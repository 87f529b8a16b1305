package io.sluice.http.guard;

import com.nimbusds.jose.jwk.JWK;
import io.sluice.config.BindingName;
import io.sluice.config.GatewayConfig;
import io.sluice.config.GuardConfig;
import io.sluice.config.HttpAuthorizationConfig;
import io.sluice.config.InvalidConfigException;
import io.sluice.config.NamespaceConfig;
import io.sluice.config.Problems;
import io.sluice.config.SafeLocation;
import io.sluice.config.Text;
import io.sluice.config.fold.Listener;
import io.sluice.config.fold.TlsConfig;
import io.sluice.config.fold.Topology;
import io.sluice.engine.file.FileWatch;
import io.sluice.engine.flow.RequestHandler;
import io.sluice.engine.listen.Challenge;
import io.sluice.engine.share.SharedParts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The guards of a configuration that its listeners use. Opened without side effects, then started and closed once. */
public final class Guards implements AutoCloseable {
    private final LivingGuards living;
    private final Problems problems = new Problems();
    private final Map<BindingName, GuardConfig> configs = new HashMap<>();
    private final Map<BindingName, SharedParts.Lease<LivingGuards.Living>> guards = new LinkedHashMap<>();
    private final Map<BindingName, X509Guard> certificates = new LinkedHashMap<>();

    private Guards(LivingGuards living) {
        this.living = living;
    }

    /**
     * Opens the guards that the listeners name, for one configuration only.
     *
     * @param folder what relative file names start from
     * @param files notices password files that have changed
     * @throws InvalidConfigException with all problems, if one of them keeps a guard from working
     */
    public static Guards open(GatewayConfig config, Topology topology, Path folder, FileWatch files) {
        return new LivingGuards(folder, files).open(config, topology);
    }

    static Guards open(GatewayConfig config, Topology topology, LivingGuards living) {
        var guards = new Guards(living);
        for (NamespaceConfig namespace : config.namespaces()) {
            namespace
                    .guards()
                    .forEach((name, guard) -> guards.configs.put(new BindingName(namespace.name(), name), guard));
        }
        topology.listeners().forEach(guards::open);
        if (guards.problems.hasErrors()) {
            guards.close();
            throw new InvalidConfigException(guards.problems.inFileOrder());
        }
        return guards;
    }

    /** Starts what runs in the background. Waits for nothing: what is not there yet is answered with 503. */
    public void start() {
        guards.values().forEach(lease -> lease.part().start());
    }

    /** The handler of a listener behind its guards; the handler itself if it has none. */
    public RequestHandler before(Listener listener, RequestHandler handler) {
        Gate certificate = certificateGate(listener.tls());
        Gate credential = credentialGate(listener);
        if (certificate != null) {
            return new GuardedHandler(certificate, credential, handler);
        }
        return credential == null ? handler : new GuardedHandler(credential, null, handler);
    }

    /** Ends what runs in the background, unless another configuration goes on with it. */
    @Override
    public void close() {
        guards.values().forEach(SharedParts.Lease::close);
    }

    private void open(Listener listener) {
        HttpAuthorizationConfig authorization = listener.http().authorization();
        if (authorization != null) {
            open(name(listener.http().name(), authorization.guard()));
        }
        TlsConfig tls = listener.tls();
        if (tls != null) {
            tls.guards().forEach(guard -> open(name(tls.name(), guard)));
        }
    }

    private void open(BindingName name) {
        GuardConfig config = Objects.requireNonNull(configs.get(name), "references are checked before");
        try {
            if (config instanceof GuardConfig.X509 x509) {
                certificates.putIfAbsent(name, new X509Guard(x509));
            } else if (!guards.containsKey(name)) {
                guards.put(name, living.take(config, () -> guard(config)));
            }
        } catch (IllegalArgumentException e) {
            problems.error(config.at(), String.valueOf(e.getMessage()));
        }
    }

    private Guard guard(GuardConfig config) {
        if (config instanceof GuardConfig.Jwt jwt) {
            return new JwtGuard(keys(jwt), new TokenRules(jwt), Clock.systemUTC());
        }
        if (config instanceof GuardConfig.Inline inline) {
            return new InlineGuard(inline);
        }
        if (config instanceof GuardConfig.Basic basic) {
            Path path = living.folder().resolve(basic.file().value());
            try {
                return new BasicGuard(basic.name(), new PasswordFile(path, living.files()));
            } catch (IOException e) {
                throw new IllegalArgumentException("cannot read " + path + ": " + e, e);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(path + ": " + e.getMessage(), e);
            }
        }
        throw new AssertionError(config);
    }

    private KeySource keys(GuardConfig.Jwt config) {
        if (!config.keys().isEmpty()) {
            return KeySource.fixed(inline(config));
        }
        String issuer =
                Objects.requireNonNull(config.issuer(), "checked before").value();
        Text place = config.keysLocation();
        URI uri = place == null ? null : SafeLocation.of(place.value(), config.plainHttp());
        return new RemoteKeys(config.name(), new KeyFetcher(uri, issuer, config.plainHttp()));
    }

    private VerificationKeys inline(GuardConfig.Jwt config) {
        Map<String, VerificationKey> keys = new LinkedHashMap<>();
        for (GuardConfig.Key key : config.keys()) {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("kty", key.kty());
            members.put("kid", key.kid());
            key.parameters().forEach((name, value) -> members.put(name, value.value()));
            if (key.alg() != null) {
                members.put("alg", key.alg());
            }
            try {
                if (keys.putIfAbsent(key.kid(), VerificationKey.of(JWK.parse(members))) != null) {
                    problems.error(key.at(), "another key has the same kid");
                }
            } catch (ParseException e) {
                problems.error(key.at(), "the key cannot be read: " + e.getMessage());
            } catch (IllegalArgumentException e) {
                problems.error(key.at(), "the key " + e.getMessage());
            }
        }
        return new VerificationKeys(keys);
    }

    private @Nullable Gate certificateGate(@Nullable TlsConfig tls) {
        if (tls == null || tls.guards().isEmpty()) {
            return null;
        }
        String guard = tls.guards().iterator().next();
        return new CertificateGate(guard, Objects.requireNonNull(certificates.get(name(tls.name(), guard))));
    }

    private @Nullable Gate credentialGate(Listener listener) {
        HttpAuthorizationConfig authorization = listener.http().authorization();
        if (authorization == null) {
            return null;
        }
        Guard guard = Objects.requireNonNull(guards.get(name(listener.http().name(), authorization.guard())))
                .part()
                .guard();
        return new CredentialGate(
                authorization.guard(),
                new CredentialFinder(authorization),
                guard,
                Challenge.of(authorization),
                handsOn(listener, authorization.guard()));
    }

    /** Whether a cluster behind a listener wants the credentials that its guard has checked. */
    private static boolean handsOn(Listener listener, String guard) {
        return listener.routes().stream()
                .flatMap(route -> route.routes().stream())
                .flatMap(route -> route.cluster().users().stream())
                .anyMatch(user -> user.guard().equals(guard) && user.usesCredentials());
    }

    private static BindingName name(BindingName user, String guard) {
        return BindingName.resolve(user.namespace(), guard);
    }
}
