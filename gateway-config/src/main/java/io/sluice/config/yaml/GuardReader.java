package io.sluice.config.yaml;

import io.sluice.config.GuardConfig;
import io.sluice.config.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code guards}. */
final class GuardReader {
    private static final Map<String, String> TYPES = Choices.words("jwt", "basic", "inline", "identity", "x509");
    private static final int DAY = 86_400;
    private static final NumberRange LEEWAY = new NumberRange(0, 300, GuardConfig.Jwt.DEFAULT_LEEWAY.toSeconds());

    private GuardReader() {}

    /** Empty, and reported, when the type is not known. */
    static Optional<GuardConfig> read(String name, Cursor guard) {
        if (!guard.has("type")) {
            guard.missing("type");
        }
        guard.ignore("kind", "has no effect here");
        guard.ignore("store", "has no effect here");
        String type = guard.choice("type", TYPES);
        Cursor options = guard.mapping("options");
        if (type == null) {
            return Optional.empty();
        }
        GuardConfig config = switch (type) {
            case "jwt" -> jwt(name, guard, options);
            case "x509" -> x509(name, guard, options);
            case "basic" -> basic(name, guard, options);
            default -> inline(name, guard, options);
        };
        if (options != null) {
            options.finish();
        }
        guard.finish();
        return Optional.of(config);
    }

    private static GuardConfig inline(String name, Cursor guard, @Nullable Cursor options) {
        if (options == null) {
            return new GuardConfig.Inline(name, guard.at(), null, null, null);
        }
        return new GuardConfig.Inline(
                name, guard.at(), options.text("identity"), options.secret("credentials"), options.string("format"));
    }

    private static GuardConfig x509(String name, Cursor guard, @Nullable Cursor options) {
        String identity = GuardConfig.X509.DEFAULT_IDENTITY;
        if (options == null) {
            return new GuardConfig.X509(name, guard.at(), identity, Map.of(), Map.of());
        }
        Map<String, List<Map<String, Text>>> roles = new LinkedHashMap<>();
        Cursor members = options.mapping("roles");
        if (members != null) {
            for (String role : members.keys()) {
                List<Map<String, Text>> alternatives = new ArrayList<>();
                members.mappings(role).forEach(fields -> alternatives.add(fields.allTexts()));
                roles.put(role, List.copyOf(alternatives));
            }
        }
        return new GuardConfig.X509(
                name, guard.at(), options.string("identity", identity), options.textMap("attributes"), roles);
    }

    private static GuardConfig basic(String name, Cursor guard, @Nullable Cursor options) {
        if (options == null) {
            if (!guard.has("options")) {
                guard.missing("options");
            }
            return new GuardConfig.Basic(name, guard.at(), new Text("", guard.at()));
        }
        return new GuardConfig.Basic(name, guard.at(), options.requireText("file"));
    }

    private static GuardConfig jwt(String name, Cursor guard, @Nullable Cursor options) {
        if (options == null) {
            if (!guard.has("options")) {
                guard.missing("options");
            }
            return new GuardConfig.Jwt(
                    name,
                    guard.at(),
                    null,
                    null,
                    GuardConfig.Jwt.DEFAULT_ROLES,
                    GuardConfig.Jwt.DEFAULT_IDENTITY,
                    null,
                    Map.of(),
                    List.of(),
                    null,
                    false,
                    GuardConfig.Jwt.DEFAULT_LEEWAY);
        }
        Long challenge = options.number("challenge", 0, DAY);
        boolean isRemote = options.node("keys") instanceof YamlNode.Scalar;
        return new GuardConfig.Jwt(
                name,
                guard.at(),
                options.text("issuer"),
                options.text("audience"),
                options.string("roles", GuardConfig.Jwt.DEFAULT_ROLES),
                options.string("identity", GuardConfig.Jwt.DEFAULT_IDENTITY),
                challenge == null ? null : Duration.ofSeconds(challenge),
                options.textMap("attributes"),
                isRemote ? List.of() : keys(options),
                isRemote ? options.text("keys") : null,
                Boolean.TRUE.equals(options.bool("plain-http")),
                Duration.ofSeconds(options.number("leeway", LEEWAY)));
    }

    private static List<GuardConfig.Key> keys(Cursor options) {
        List<GuardConfig.Key> keys = new ArrayList<>();
        for (Cursor key : options.mappings("keys")) {
            Map<String, Text> parameters = new LinkedHashMap<>();
            for (String parameter : List.of("n", "e", "crv", "x", "y", "use")) {
                Text value = key.text(parameter);
                if (value != null) {
                    parameters.put(parameter, value);
                }
            }
            String kty = key.requireText("kty").value();
            String kid = key.requireText("kid").value();
            keys.add(new GuardConfig.Key(key.at(), kty, kid, key.string("alg"), parameters));
            key.finish();
        }
        return keys;
    }
}
