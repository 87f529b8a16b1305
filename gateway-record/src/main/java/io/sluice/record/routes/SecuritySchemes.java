package io.sluice.record.routes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.config.CredentialPattern;
import io.sluice.config.HttpAuthorizationConfig;
import io.sluice.config.Text;
import io.sluice.config.fold.Listener;
import io.sluice.config.fold.TlsConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The ways in which senders of a configuration say who they are. */
final class SecuritySchemes {
    private final Map<String, ObjectNode> described = new TreeMap<>();

    /**
     * Demands the guards of a route, all of them; each of the ways in which a guard is given its credentials is a choice.
     *
     * @param guarded guard name to the roles that it must grant
     */
    void add(ObjectNode operation, Listener listener, Map<String, List<Text>> guarded) {
        List<Map<String, List<Text>>> choices = new ArrayList<>();
        choices.add(new LinkedHashMap<>());
        guarded.forEach((guard, roles) -> {
            List<Map<String, List<Text>>> before = List.copyOf(choices);
            choices.clear();
            for (String scheme : schemes(listener, guard)) {
                before.forEach(choice -> {
                    Map<String, List<Text>> more = new LinkedHashMap<>(choice);
                    more.put(scheme, roles);
                    choices.add(more);
                });
            }
        });
        ArrayNode security = operation.withArrayProperty("security");
        choices.forEach(choice -> {
            ObjectNode all = security.addObject();
            choice.forEach((scheme, roles) -> {
                ArrayNode names = all.putArray(scheme);
                roles.forEach(role -> names.add(role.value()));
            });
        });
    }

    /** The names of the schemes that a guard's credentials come by. */
    private List<String> schemes(Listener listener, String guard) {
        HttpAuthorizationConfig authorization = listener.http().authorization();
        List<String> names = new ArrayList<>();
        if (authorization != null && authorization.guard().equals(guard)) {
            authorization.headers().forEach((name, pattern) -> names.add(header(guard, name, pattern.value())));
            authorization.cookies().keySet().forEach(name -> names.add(key(guard, "cookie", name)));
            authorization.query().keySet().forEach(name -> names.add(key(guard, "query", name)));
        }
        TlsConfig tls = listener.tls();
        if (tls != null && tls.guards().contains(guard)) {
            names.add(named(guard, Nodes.object().put("type", "mutualTLS")));
        }
        if (names.isEmpty()) { // nobody gets through here, and the document is to say so rather than to look open
            names.add(named(
                    guard,
                    key("header", "authorization")
                            .put(
                                    "description",
                                    "This listener gives the guard no credentials, so that nobody gets through.")));
        }
        return names;
    }

    private String header(String guard, String name, String pattern) {
        if (!name.equals("authorization")) {
            return key(guard, "header", name);
        }
        String scheme = scheme(pattern);
        return scheme == null
                ? key(guard, "header", name)
                : named(guard, Nodes.object().put("type", "http").put("scheme", scheme));
    }

    /** The authentication scheme that a value begins with; null for none. */
    private static @Nullable String scheme(String pattern) {
        CredentialPattern compiled = CredentialPattern.compile(pattern);
        String word = compiled.prefix().strip();
        return compiled.suffix().isEmpty() && !word.isEmpty() && word.indexOf(' ') < 0
                ? word.toLowerCase(Locale.ROOT)
                : null;
    }

    private String key(String guard, String in, String name) {
        return named(guard, key(in, name));
    }

    private static ObjectNode key(String in, String name) {
        return Nodes.object().put("type", "apiKey").put("in", in).put("name", name);
    }

    /** The guard's own name for its first scheme, with a number for others. */
    private String named(String guard, ObjectNode scheme) {
        String base = guard.replaceAll("[^A-Za-z0-9._-]", "_");
        String name = base;
        for (int i = 2; !scheme.equals(described.getOrDefault(name, scheme)); i++) {
            name = base + "-" + i;
        }
        described.put(name, scheme);
        return name;
    }

    /** Puts the schemes into the document's components. */
    void describe(ObjectNode components) {
        if (!described.isEmpty()) {
            ObjectNode schemes = components.putObject("securitySchemes");
            described.forEach(schemes::set);
        }
    }
}
