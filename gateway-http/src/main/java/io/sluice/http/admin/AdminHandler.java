package io.sluice.http.admin;

import io.sluice.engine.flow.Invocation;
import io.sluice.engine.flow.RequestHandler;
import io.sluice.engine.http.Body;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpResponse;
import io.sluice.engine.spi.ClusterHealth;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Answers {@code /livez}, {@code /readyz} and {@code /config}, and what else operators ask for. Any I/O thread.
 *
 * <p>{@code /livez} is 200 as long as an I/O thread can say so. {@code /readyz} is 200 when every cluster is ready
 * ({@link ClusterHealth#isReady}), else 503, with the state of each topic in both cases. {@code /config} is the {@link ConfigStatus}.
 */
public final class AdminHandler implements RequestHandler {
    private static final String JSON = "application/json";
    private static final byte[] ALIVE = "ok\n".getBytes(StandardCharsets.US_ASCII);

    private final Pages pages;

    /**
     * A handler.
     *
     * @param clusters tells how the clusters are doing at the moment; called on I/O threads, must not block
     * @param config tells which configuration is running; called as {@code clusters} is
     * @param others what else is shown here, by path
     */
    public AdminHandler(
            Supplier<List<ClusterHealth>> clusters, Supplier<ConfigStatus> config, Map<String, RequestHandler> others) {
        Objects.requireNonNull(clusters, "clusters");
        Objects.requireNonNull(config, "config");
        Map<String, RequestHandler> all = new HashMap<>(others);
        all.put("/livez", page(() -> new HttpResponse(200, fields("text/plain"), Body.of(ALIVE))));
        all.put("/readyz", page(() -> readiness(clusters.get())));
        all.put("/config", page(() -> new HttpResponse(200, fields(JSON), Body.of(ConfigJson.of(config.get())))));
        pages = new Pages(all);
    }

    private static RequestHandler page(Supplier<HttpResponse> page) {
        return invocation -> invocation.complete(page.get());
    }

    private static HttpResponse readiness(List<ClusterHealth> clusters) {
        boolean ready = clusters.stream().allMatch(ClusterHealth::isReady);
        return new HttpResponse(ready ? 200 : 503, fields(JSON), Body.of(HealthJson.of(ready, clusters)));
    }

    private static HttpFields fields(String type) {
        return HttpFields.builder()
                .add("content-type", type)
                .add("cache-control", "no-store")
                .build();
    }

    @Override
    public void handle(Invocation invocation) {
        pages.handle(invocation);
    }
}
