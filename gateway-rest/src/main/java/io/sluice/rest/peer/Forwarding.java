package io.sluice.rest.peer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.rest.consumer.Consumers;
import io.sluice.rest.web.Call;
import io.sluice.rest.web.Operation;
import io.sluice.rest.web.RestException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Has calls for consumer instances that this gateway does not hold answered by the one that does: the one that is part
 * of the instance's name, the one that answered the last time, or whichever of the others knows the instance. Any thread.
 */
public final class Forwarding {
    private static final int MAX_OWNERS = 100_000;
    private static final Duration KEEP_OWNER = Duration.ofMinutes(10);
    private static final String NAME_PREFIX = "rest-consumer-";

    private final Consumers consumers;
    private final Peers peers;
    private final PeerClient client;
    private final Cache<Instance, String> owners = Caffeine.newBuilder()
            .maximumSize(MAX_OWNERS)
            .expireAfterAccess(KEEP_OWNER)
            .executor(Runnable::run)
            .build();

    private record Instance(String group, String name) {}

    Forwarding(Consumers consumers, Peers peers, PeerClient client) {
        this.consumers = consumers;
        this.peers = peers;
        this.client = client;
    }

    /** The operation, sent on where another gateway holds the instance; the same for paths without one. */
    public Operation before(Operation operation) {
        if (!operation.path().contains("/instances/{instance}")) {
            return operation;
        }
        return new Operation(
                operation.method(),
                operation.path(),
                operation.takes(),
                operation.offers(),
                call -> handle(call, operation.handler()));
    }

    private void handle(Call call, Operation.Handler own) {
        var instance = new Instance(call.path("group"), call.path("instance"));
        Deque<Peer> candidates = new ArrayDeque<>();
        if (call.request().header(PeerClient.FORWARDED) == null
                && !consumers.holds(instance.group(), instance.name())) {
            candidates.addAll(candidates(instance));
        }
        if (candidates.isEmpty()) {
            own.handle(call);
        } else {
            call.body(body -> new Search(call, instance, body, candidates).ask());
        }
    }

    /** Who may hold an instance, the most probable first. */
    private List<Peer> candidates(Instance instance) {
        List<Peer> candidates = new ArrayList<>(peers.others());
        String owner = owners.getIfPresent(instance);
        candidates.sort((left, right) -> Integer.compare(rank(left, instance, owner), rank(right, instance, owner)));
        return candidates;
    }

    private static int rank(Peer peer, Instance instance, @Nullable String owner) {
        boolean named = instance.name().startsWith(NAME_PREFIX + peer.id() + "-");
        return named ? 0 : peer.id().equals(owner) ? 1 : 2;
    }

    /** Whether another gateway holds an instance of this name; those that do not answer are passed over. */
    public CompletionStage<Boolean> isTaken(Call call, String target) {
        CompletableFuture<Boolean> taken = CompletableFuture.completedFuture(false);
        if (call.request().header(PeerClient.FORWARDED) != null) {
            return taken;
        }
        for (Peer peer : peers.others()) {
            CompletableFuture<Boolean> here = client.get(call.request(), target, peer)
                    .thenApply(response -> response.statusCode() == 200)
                    .exceptionally(failure -> false);
            taken = taken.thenCombine(here, Boolean::logicalOr);
        }
        return taken;
    }

    /** One request on its way through the gateways that may hold its instance. */
    private final class Search {
        private final Call call;
        private final Instance instance;
        private final byte[] body;
        private final Deque<Peer> candidates;
        private boolean unreachable; // by whoever has the answer before

        Search(Call call, Instance instance, byte[] body, Deque<Peer> candidates) {
            this.call = call;
            this.instance = instance;
            this.body = body;
            this.candidates = candidates;
        }

        void ask() {
            Peer peer = candidates.poll();
            if (peer == null) {
                owners.invalidate(instance);
                call.fail(
                        unreachable
                                ? new RestException(
                                        503,
                                        50302,
                                        "A gateway that may hold the consumer instance does not answer; ask again.")
                                : new RestException(404, 40403, "Consumer instance not found."));
                return;
            }
            CompletableFuture<HttpResponse<byte[]>> asked = client.forward(call.request(), body, peer);
            var unused = asked.whenComplete((response, failure) -> call.attempt(() -> {
                if (failure != null) {
                    unreachable = true;
                    ask();
                } else if (isUnknown(response)) {
                    ask();
                } else {
                    owners.put(instance, peer.id());
                    call.respond(PeerClient.response(response));
                }
            }));
        }

        private boolean isUnknown(HttpResponse<byte[]> response) {
            return response.statusCode() == 404
                    && new String(response.body(), StandardCharsets.UTF_8).contains("\"Consumer instance not found.\"");
        }
    }
}
