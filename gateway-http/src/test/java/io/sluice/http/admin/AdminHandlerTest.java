package io.sluice.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.spi.ClusterHealth;
import io.sluice.engine.spi.ClusterHealth.Connection;
import io.sluice.engine.spi.TopicHealth;
import io.sluice.engine.spi.UserHealth;
import io.sluice.http.HttpServer;
import io.sluice.http.HttpServerOptions;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdminHandlerTest {
    private final AtomicReference<List<ClusterHealth>> clusters = new AtomicReference<>(List.of());
    private final AtomicReference<ConfigStatus> config = new AtomicReference<>(status(null));
    private final HttpServer server = HttpServer.start(
            HttpServerOptions.on("127.0.0.1", 0), new AdminHandler(clusters::get, config::get, Map.of()));

    private static ConfigStatus status(ConfigStatus.@Nullable Attempt last) {
        return new ConfigStatus(
                "zilla.yaml", Instant.EPOCH, "0123456789ab", List.of("listener a:1", "cluster \"b\""), 4, 2, last);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        var request = HttpRequest.newBuilder(server.uri().resolve(path))
                .method(method, BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private static ClusterHealth cluster(Connection connection, TopicHealth.State state) {
        var topic = new TopicHealth("items", TopicHealth.Use.VIEW, state, true, 3, 7, 99, 2, 1);
        return new ClusterHealth("kafka", connection, 5, 50, 0, List.of(topic));
    }

    @Test
    void isReadyWhenAllClustersAre() throws Exception {
        clusters.set(List.of(
                cluster(Connection.CONNECTED, TopicHealth.State.READY),
                cluster(Connection.CONNECTED, TopicHealth.State.LOADING)));
        assertThat(send("GET", "/readyz").statusCode()).isEqualTo(503);

        clusters.set(List.of(cluster(Connection.CONNECTED, TopicHealth.State.READY)));
        HttpResponse<String> response = send("GET", "/readyz");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        assertThat(response.headers().firstValue("cache-control")).contains("no-store");
        assertThat(response.body().replaceAll("\\s", ""))
                .isEqualTo("{'ready':true,'clusters':[{'exit':'kafka','ready':true,'connection':'connected',"
                                .replace('\'', '"')
                        + "'queuedBytes':5,'topics':[{'topic':'items','use':'view','state':'ready','configured':true,"
                                .replace('\'', '"')
                        + "'partitions':3,'records':7,'bytes':99,'lag':2,'waiting':1}]}]}".replace('\'', '"'));
    }

    @Test
    void countsTheSendersWhoAreConnectedInTheirOwnName() throws Exception {
        clusters.set(List.of(
                new ClusterHealth("kafka", Connection.CONNECTED, 5, 50, 0, List.of(), new UserHealth(2, 100, 1))));

        assertThat(send("GET", "/readyz").body().replaceAll("\\s", ""))
                .contains("\"users\":{\"connected\":2,\"limit\":100,\"refused\":1}");
    }

    @Test
    void isAliveWhateverTheClustersAre() throws Exception {
        clusters.set(List.of(cluster(Connection.UNREACHABLE, TopicHealth.State.LOADING)));

        assertThat(send("GET", "/livez").body()).isEqualTo("ok\n");
        assertThat(send("HEAD", "/livez").statusCode()).isEqualTo(200);
    }

    @Test
    void showsTheConfiguration() throws Exception {
        String running = "{'source':'zilla.yaml','loaded':'1970-01-01T00:00:00Z','hash':'0123456789ab','reloads':4,"
                + "'refused':2,%s'configuration':['listenera:1','cluster\\'b\\'']}";

        assertThat(config()).isEqualTo(running.formatted(""));
        config.set(status(new ConfigStatus.Attempt(Instant.EPOCH, List.of())));
        assertThat(config())
                .isEqualTo(
                        running.formatted("'lastReload':{'at':'1970-01-01T00:00:00Z','outcome':'ok','problems':[]},"));
        config.set(status(new ConfigStatus.Attempt(Instant.EPOCH, List.of("line:1"))));
        assertThat(config()).contains("'outcome':'refused','problems':['line:1']");
    }

    private String config() throws Exception {
        return send("GET", "/config").body().replaceAll("\\s", "").replace('"', '\'');
    }

    @Test
    void canOnlyBeRead() throws Exception {
        HttpResponse<String> response = send("POST", "/readyz");

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("allow")).contains("GET, HEAD");
    }

    @Test
    void namesWhatThereIs() throws Exception {
        HttpResponse<String> response = send("GET", "/items");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("There is nothing here but /config, /livez, /readyz.");
    }
}
