package io.sluice.rest.v3;

import io.sluice.rest.metadata.ClusterAdmin;
import io.sluice.rest.web.BaseUrl;
import io.sluice.rest.web.Call;
import io.sluice.rest.web.MediaTypes;
import io.sluice.rest.web.RestException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The one cluster that version 3 is about, as its operations need it. Thread-safe. */
final class Scope {
    static final List<String> JSON = List.of(MediaTypes.PLAIN_JSON);
    static final String CLUSTER = "/v3/clusters/{cluster_id}";
    static final String TOPIC = CLUSTER + "/topics/{topic_name}";

    /** A cluster keeps its id; but another one may be put in its place, at the same address. */
    private static final long BELIEVED_NANOS = Duration.ofMinutes(1).toNanos();

    private final ClusterAdmin admin;
    private final @Nullable String advertised;
    private volatile @Nullable Known known;

    private record Known(String id, long since) {}

    /**
     * A cluster.
     *
     * @param advertised the URL that clients reach the API at; null for that of the request
     */
    Scope(ClusterAdmin admin, @Nullable String advertised) {
        this.admin = admin;
        this.advertised = advertised;
    }

    ClusterAdmin admin() {
        return admin;
    }

    /** Where the client of a call sees the API. */
    String baseUrl(Call call) {
        return BaseUrl.of(call.request(), advertised);
    }

    /** Goes on with the cluster that the path names; with another than this one the call ends with 404. */
    void cluster(Call call, Consumer<Resource> consumer) {
        String named = call.path("cluster_id");
        call.then(clusterId(), id -> {
            if (!id.equals(named)) {
                throw notFound("Cluster", named);
            }
            consumer.accept(Resource.cluster(baseUrl(call), id));
        });
    }

    CompletionStage<String> clusterId() {
        Known before = known;
        if (before != null && System.nanoTime() - before.since < BELIEVED_NANOS) {
            return CompletableFuture.completedFuture(before.id);
        }
        return admin.ask(client -> client.describeCluster().clusterId()).thenApply(id -> {
            known = new Known(id, System.nanoTime());
            return id;
        });
    }

    static RestException notFound(String what, Object name) {
        String text = name.toString();
        return RestException.of(
                404, what + " " + (text.length() > 300 ? text.substring(0, 300) + "..." : text) + " cannot be found.");
    }
}
