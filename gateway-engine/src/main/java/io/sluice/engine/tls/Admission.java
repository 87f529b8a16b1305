package io.sluice.engine.tls;

import io.sluice.config.Text;
import io.sluice.config.TlsConditionConfig;
import io.sluice.config.fold.TlsConfig;
import io.sluice.engine.route.Glob;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * Which connections a {@code tls} server takes: by the name that the client asks for (SNI, RFC 6066 section 3), and by the
 * protocol that was agreed on (ALPN). Immutable.
 */
final class Admission {
    private static final String WITHOUT_ALPN = "http/1.1";

    private final List<Glob> names;
    private final List<Condition> conditions;

    /**
     * The rule of a server.
     *
     * @throws IllegalArgumentException if a pattern is none
     */
    Admission(TlsConfig config) {
        names = config.options().sni().stream().map(Admission::name).toList();
        conditions = config.when().stream().map(Condition::of).toList();
    }

    private static Glob name(Text pattern) {
        return Glob.compile(pattern.value().toLowerCase(Locale.ROOT));
    }

    /** One alternative of the routes; null members match anything. */
    private record Condition(
            @Nullable Glob authority, @Nullable String protocol) {

        static Condition of(TlsConditionConfig config) {
            Text authority = config.authority();
            return new Condition(authority == null ? null : name(authority), Text.valueOf(config.alpn()));
        }

        boolean allows(@Nullable String name, String agreed) {
            return (authority == null || (name != null && authority.matches(name)))
                    && (protocol == null || protocol.equals(agreed));
        }
    }

    /** The protocols that connections may agree on; empty for any. */
    List<String> protocols() {
        List<String> protocols = new ArrayList<>();
        for (Condition condition : conditions) {
            if (condition.protocol() == null) {
                return List.of();
            }
            protocols.add(condition.protocol());
        }
        return protocols;
    }

    /** Whether the handshake may go on; asked after the client's first message. */
    boolean admits(SSLEngine engine) {
        if (names.isEmpty() && conditions.isEmpty()) {
            return true;
        }
        String asked = asked(engine);
        String name = asked == null ? null : asked.toLowerCase(Locale.ROOT);
        if (name != null && !names.isEmpty() && names.stream().noneMatch(known -> known.matches(name))) {
            return false;
        }
        String agreed = engine.getHandshakeApplicationProtocol();
        String protocol = agreed == null || agreed.isEmpty() ? WITHOUT_ALPN : agreed;
        return conditions.isEmpty() || conditions.stream().anyMatch(condition -> condition.allows(name, protocol));
    }

    /** The name that the client asks for; null when it asks for none. */
    static @Nullable String asked(SSLEngine engine) {
        return engine.getHandshakeSession() instanceof ExtendedSSLSession session
                ? session.getRequestedServerNames().stream()
                        .filter(SNIHostName.class::isInstance)
                        .map(name -> ((SNIHostName) name).getAsciiName())
                        .findFirst()
                        .orElse(null)
                : null;
    }
}
