package io.sluice.record.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.config.HttpKafkaConditionConfig;
import io.sluice.config.HttpKafkaRouteConfig;
import io.sluice.config.HttpRouteConfig;
import io.sluice.config.ProduceConfig;
import io.sluice.config.RestRouteConfig;
import io.sluice.config.Text;
import io.sluice.config.fold.HttpKafkaTarget;
import io.sluice.config.fold.Listener;
import io.sluice.config.fold.ListenerRoute;
import io.sluice.config.fold.RestTarget;
import io.sluice.config.fold.Topology;
import io.sluice.config.fold.UpstreamTarget;
import io.sluice.engine.route.MethodPattern;
import io.sluice.engine.route.PathPattern;
import io.sluice.engine.spi.ReplySpec;
import io.sluice.engine.upstream.Origin;
import io.sluice.record.openapi.OperationIds;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Makes an OpenAPI 3.1 document of what a configuration serves. Equal configurations have equal documents. One thread, used
 * once.
 *
 * <p>Of routes that take the same requests the first counts, as it does for requests; what the others ask of their senders is
 * added as another choice. What OpenAPI has no words for is named in the document's description.
 */
public final class RoutesDocument {
    private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "::");

    private final JsonNode restApi;
    private final Problems problems = new Problems();
    private final SecuritySchemes security = new SecuritySchemes();
    private final ServedPaths paths = new ServedPaths(security);
    private final OperationIds ids;
    private final Set<String> remarks = new LinkedHashSet<>();
    private boolean hasRestApi;

    /**
     * For one configuration.
     *
     * @param restApi the OpenAPI document of what {@code rest-kafka} bindings serve
     */
    public RoutesDocument(ObjectNode restApi) {
        this.restApi = restApi;
        this.ids = new OperationIds(restApi);
    }

    /**
     * The document.
     *
     * @param title names the API
     */
    public ObjectNode of(Topology topology, String title) {
        Set<String> servers = new LinkedHashSet<>();
        for (Listener listener : topology.listeners()) {
            servers.add(url(listener));
            add(listener, url(listener));
        }
        ObjectNode document = Nodes.object().put("openapi", "3.1.0");
        ObjectNode info = document.putObject("info").put("title", title).put("version", "1.0");
        if (!remarks.isEmpty()) {
            info.put("description", String.join("\n\n", remarks));
        }
        if (!servers.isEmpty()) {
            ServedPaths.writeServers(document, servers);
        }
        paths.write(document.putObject("paths"), servers);
        ObjectNode components = Nodes.object();
        if (hasRestApi) {
            components.setAll((ObjectNode) restApi.path("components").deepCopy());
            document.set("tags", restApi.path("tags"));
        }
        problems.describe(components);
        security.describe(components);
        if (!components.isEmpty()) {
            document.set("components", components);
        }
        return document;
    }

    /** Where the listener is reached from its own machine. */
    private static String url(Listener listener) {
        String host = EVERY_ADDRESS.contains(listener.host()) ? "localhost" : listener.host();
        int port = Math.max(1, listener.port()); // 0 is any free one, which nobody can know
        return new Origin(listener.tls() == null ? "http" : "https", host, port).toString();
    }

    private void add(Listener listener, String url) {
        for (ListenerRoute behind : listener.routes()) {
            HttpRouteConfig front = behind.route();
            if (HttpRouteReach.rewritesPath(front)) {
                remarks.add("The route `" + front.at().path()
                        + "` changes the paths of its requests: what lies behind it is not described here.");
            } else if (behind.target() instanceof HttpKafkaTarget kafka) {
                kafka.proxy().routes().forEach(route -> add(listener, url, front, kafka, route));
            } else if (behind.target() instanceof RestTarget rest) {
                rest.proxy().routes().forEach(route -> add(listener, url, front, route));
            } else if (behind.target() instanceof UpstreamTarget) {
                remarks.add("The route `" + front.at().path()
                        + "` leads to another server: what that offers is not described here.");
            }
        }
    }

    private void add(
            Listener listener, String url, HttpRouteConfig front, HttpKafkaTarget kafka, HttpKafkaRouteConfig route) {
        List<HttpKafkaConditionConfig> when =
                route.when().isEmpty() ? List.of(new HttpKafkaConditionConfig(route.at(), null, null)) : route.when();
        Map<String, List<Text>> demands = both(front.guarded(), route.guarded());
        for (HttpKafkaConditionConfig condition : when) {
            DocumentedPath path = DocumentedPath.of(Text.valueOf(condition.path()));
            MethodPattern methods = MethodPattern.compile(Text.valueOf(condition.method()));
            for (String method : methods.methods()) {
                boolean implied = method.equals("HEAD") && !methods.names("HEAD");
                if (implied || !HttpRouteReach.reaches(front, method, path)) {
                    continue;
                }
                String name = method.toLowerCase(Locale.ROOT);
                if (!ServedPaths.METHODS.contains(name)) {
                    remarks.add("`" + method + " " + path.template() + "` is served too.");
                    continue;
                }
                var checked = CheckedParameters.of(listener.http().requests(), method, path);
                ServedPaths.ServedPath served = paths.at(path, () -> parameters(path, checked));
                var operation = new KafkaOperation(kafka.proxy(), route, method, isFollowUp(method, route, path));
                served.add(
                        name,
                        () -> named(name, served.path(), operation.describe(problems, !demands.isEmpty()), checked),
                        listener,
                        url,
                        demands);
            }
        }
    }

    private static boolean isFollowUp(String method, HttpKafkaRouteConfig route, DocumentedPath path) {
        return method.equals("GET")
                && route.with() instanceof ProduceConfig produce
                && !produce.async().isEmpty()
                && path.names().contains(ReplySpec.CORRELATION_ID);
    }

    private ObjectNode named(String method, DocumentedPath path, ObjectNode operation, CheckedParameters checked) {
        checked.addTo(operation);
        return Nodes.object()
                .put("operationId", ids.name(method, path.template()))
                .setAll(operation);
    }

    private static ArrayNode parameters(DocumentedPath path, CheckedParameters checked) {
        ArrayNode parameters = Nodes.array();
        path.parameters().forEach((name, meaning) -> {
            ObjectNode parameter =
                    parameters.addObject().put("name", name).put("in", "path").put("required", true);
            if (!meaning.isEmpty()) {
                parameter.put("description", meaning);
            }
            parameter.set("schema", checked.ofPath(path, name));
        });
        return parameters;
    }

    private static Map<String, List<Text>> both(Map<String, List<Text>> front, Map<String, List<Text>> behind) {
        Map<String, List<Text>> all = new LinkedHashMap<>(front);
        behind.forEach((guard, roles) -> all.merge(guard, roles, (some, more) -> {
            Set<Text> union = new LinkedHashSet<>(some);
            union.addAll(more);
            return List.copyOf(union);
        }));
        return all;
    }

    /** Of the REST Proxy's API what the routes let through. */
    private void add(Listener listener, String url, HttpRouteConfig front, RestRouteConfig route) {
        restApi.path("paths").properties().forEach(described -> {
            DocumentedPath path = DocumentedPath.of(described.getKey());
            for (String name : ServedPaths.METHODS) {
                String method = name.toUpperCase(Locale.ROOT);
                boolean reached = described.getValue().has(name)
                        && HttpRouteReach.reaches(front, method, path)
                        && takes(route, method, path);
                ServedPaths.ServedPath served = reached
                        ? paths.at(
                                path,
                                () -> described.getValue().path("parameters") instanceof ArrayNode shared
                                        ? shared
                                        : Nodes.array())
                        : null;
                if (served != null && served.path().template().equals(path.template())) {
                    hasRestApi = true;
                    served.add(
                            name,
                            () -> described.getValue().path(name).deepCopy(),
                            listener,
                            url,
                            both(front.guarded(), route.guarded()));
                }
            }
        });
    }

    private static boolean takes(RestRouteConfig route, String method, DocumentedPath path) {
        return route.when().isEmpty()
                || route.when().stream().anyMatch(condition -> {
                    String pattern = Text.valueOf(condition.path());
                    return MethodPattern.compile(Text.valueOf(condition.method()))
                                    .matches(method)
                            && (pattern == null || PathPattern.compile(pattern).match(path.sample()) != null);
                });
    }
}
