package io.sluice.cli;

import io.sluice.config.load.GatewayModel;
import io.sluice.engine.flow.Invocation;
import io.sluice.engine.flow.RequestHandler;
import io.sluice.engine.http.Body;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpResponse;
import io.sluice.record.openapi.DocumentFile;
import io.sluice.record.openapi.DocumentFile.Format;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The pages at {@code /openapi}: the document of what is served at the moment, and a viewer that shows it without loading
 * anything from elsewhere. Each is made when it is first asked for, on a thread that may take its time.
 */
final class ApiPages {
    private static final String DOCUMENT = "/openapi";
    private static final String VIEWER = "/openapi/viewer";
    private static final String PACKAGED = "/META-INF/resources/webjars/swagger-ui/";
    private static final String RELEASE = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

    /** The viewer's scripts and styles are its own; it also styles elements in place, and has icons in its styles. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; font-src data:; connect-src 'self'; base-uri 'none'; form-action 'none';"
            + " frame-ancestors 'none'";

    private final Supplier<GatewayModel.Loaded> serving;
    private final AtomicReference<@Nullable Described> described = new AtomicReference<>();
    private final Map<String, CompletableFuture<Body>> files = new ConcurrentHashMap<>();

    /** The document of a configuration, written or being written. */
    private record Described(GatewayModel.Loaded loaded, CompletableFuture<Body> body) {}

    /**
     * Pages of a gateway.
     *
     * @param serving tells which configuration is in operation; called on I/O threads, must not block
     */
    ApiPages(Supplier<GatewayModel.Loaded> serving) {
        this.serving = serving;
    }

    /** The pages by path. */
    Map<String, RequestHandler> byPath() {
        Map<String, RequestHandler> pages = new LinkedHashMap<>();
        pages.put(DOCUMENT, this::answer);
        pages.put(VIEWER, invocation -> file(invocation, "viewer.html", "text/html; charset=utf-8"));
        pages.put(VIEWER + "/viewer.js", invocation -> file(invocation, "viewer.js", "text/javascript"));
        pages.put(VIEWER + "/swagger-ui.css", invocation -> file(invocation, "swagger-ui.css", "text/css"));
        pages.put(
                VIEWER + "/swagger-ui-bundle.js",
                invocation -> file(invocation, "swagger-ui-bundle.js", "text/javascript"));
        return pages;
    }

    /** A browser that was pointed here wants to see it, everybody else wants to have it. */
    private void answer(Invocation invocation) {
        String accept = invocation.request().header("accept");
        if (accept != null && accept.contains("text/html")) {
            HttpFields fields = HttpFields.builder()
                    .add("location", VIEWER)
                    .add("vary", "accept")
                    .add("cache-control", "no-store")
                    .build();
            invocation.complete(HttpResponse.of(302, fields));
            return;
        }
        HttpFields fields = HttpFields.builder()
                .add("content-type", "application/json")
                .add("vary", "accept")
                .add("cache-control", "no-store")
                .build();
        send(invocation, document(serving.get()), fields);
    }

    private CompletableFuture<Body> document(GatewayModel.Loaded loaded) {
        Described last = described.get();
        if (last != null && last.loaded().equals(loaded)) {
            return last.body();
        }
        var next = new Described(loaded, new CompletableFuture<>());
        if (described.compareAndSet(last, next)) {
            return next.body().completeAsync(() -> written(loaded));
        }
        return document(loaded);
    }

    private static Body written(GatewayModel.Loaded loaded) {
        return Body.of(DocumentFile.text(ServedApi.document(loaded), Format.JSON));
    }

    private void file(Invocation invocation, String name, String type) {
        HttpFields fields = HttpFields.builder()
                .add("content-type", type)
                .add("cache-control", "no-cache")
                .add("content-security-policy", POLICY)
                .add("x-content-type-options", "nosniff")
                .build();
        send(invocation, files.computeIfAbsent(name, key -> CompletableFuture.supplyAsync(() -> read(key))), fields);
    }

    /** Of the files some are ours and lie beside this class, and the others are packaged. */
    private static Body read(String name) {
        try (InputStream own = ApiPages.class.getResourceAsStream(name)) {
            if (own != null) {
                return Body.of(own.readAllBytes());
            }
            Properties release = new Properties();
            try (InputStream properties = open(RELEASE)) {
                release.load(properties);
            }
            try (InputStream packaged = open(PACKAGED + release.getProperty("version") + "/" + name)) {
                return Body.of(packaged.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    private static InputStream open(String resource) throws IOException {
        InputStream stream = ApiPages.class.getResourceAsStream(resource);
        if (stream == null) {
            throw new IOException(resource + " is not on the class path");
        }
        return stream;
    }

    private static void send(Invocation invocation, CompletableFuture<Body> body, HttpFields fields) {
        var unused = body.whenComplete((made, failure) -> {
            if (failure == null) {
                invocation.complete(new HttpResponse(200, fields, made));
            } else {
                invocation.fail(failure);
            }
        });
    }
}
