package io.sluice.record.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.record.path.PathTemplate;
import io.sluice.record.schema.OpenApiVersion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A document that somebody wrote: its paths are meant to be, and its servers may have base paths. Immutable. */
public final class ExistingDocument {
    /** The fields of a path item that are operations. */
    public static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    private final ObjectNode root;
    private final OpenApiVersion version;
    private final List<PathTemplate> templates = new ArrayList<>();
    private final List<Base> bases = new ArrayList<>();

    private ExistingDocument(ObjectNode root, OpenApiVersion version) {
        this.root = root;
        this.version = version;
        root.path("paths").fieldNames().forEachRemaining(this::addTemplate);
        root.path("servers").forEach(server -> addBase(server.path("url").asText()));
    }

    /**
     * Understands a document, which must not be changed any more.
     *
     * @throws IllegalArgumentException if it is no document of OpenAPI 3.0 or 3.1
     */
    public static ExistingDocument of(JsonNode document) {
        if (!(document instanceof ObjectNode root) || !document.path("openapi").isTextual()) {
            throw new IllegalArgumentException("not an OpenAPI document: no member \"openapi\" with its version");
        }
        return new ExistingDocument(
                root, OpenApiVersion.of(document.path("openapi").textValue()));
    }

    private void addTemplate(String path) {
        if (path.startsWith("/")) {
            templates.add(PathTemplate.of(path));
        }
    }

    /** A URL with variables has no base path that could be told. */
    private void addBase(String url) {
        int scheme = url.indexOf("://");
        String rest = scheme < 0 ? url : url.substring(scheme + 3);
        int slash = rest.indexOf('/');
        List<String> segments = slash < 0 ? List.of() : PathTemplate.split(rest.substring(slash));
        if (!segments.isEmpty() && url.indexOf('{') < 0) {
            String host = scheme < 0 ? null : rest.substring(0, slash);
            bases.add(new Base(host, "/" + String.join("/", segments)));
        }
    }

    /** The document; not to be changed. */
    public ObjectNode root() {
        return root;
    }

    /** Its version of OpenAPI. */
    public OpenApiVersion version() {
        return version;
    }

    /** Its paths. */
    public List<PathTemplate> templates() {
        return templates;
    }

    /**
     * A path without the base path of the server that it was sent to.
     *
     * @param host where it was sent to; null when unknown
     */
    public String withoutBase(@Nullable String host, String pathname) {
        for (Base base : bases) {
            boolean below = pathname.startsWith(base.path + "/") || pathname.equals(base.path);
            if (below && (base.host == null || base.host.equals(host))) {
                String rest = pathname.substring(base.path.length());
                return rest.isEmpty() ? "/" : rest;
            }
        }
        return pathname;
    }

    /** The hosts whose servers are listed with base paths: nothing more is to be said of them. */
    Set<String> hosts() {
        Set<String> hosts = new HashSet<>();
        bases.forEach(base -> hosts.add(String.valueOf(base.host)));
        return hosts;
    }

    /** What {@code $ref} of a node refers to within the document; the node itself without one, or a missing node. */
    public JsonNode resolved(JsonNode node) {
        JsonNode at = node;
        for (int i = 0; i < 16 && at.path("$ref").isTextual(); i++) {
            String ref = at.path("$ref").textValue();
            at = ref.startsWith("#/") ? root.at(ref.substring(1)) : root.path("");
        }
        return at;
    }

    private record Base(@Nullable String host, String path) {}
}
