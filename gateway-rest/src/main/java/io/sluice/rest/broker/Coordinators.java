package io.sluice.rest.broker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.FindCoordinatorResponseData.Coordinator;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.FindCoordinatorRequest;
import org.apache.kafka.common.requests.FindCoordinatorRequest.CoordinatorType;
import org.apache.kafka.common.requests.FindCoordinatorResponse;

/** Which broker coordinates which group, of the {@value #MAX_GROUPS} groups used last. Owned by the loop's thread. */
public final class Coordinators {
    private static final int MAX_GROUPS = 20_000;
    private static final int REQUEST_MILLIS = 10_000;

    private final Metadata metadata;
    private final Map<String, Node> known = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, List<Reply<Node>>> asked = new HashMap<>();

    Coordinators(Metadata metadata) {
        this.metadata = metadata;
    }

    /** Finds the broker, asking once; it fails with a retriable error while the cluster has none to name. */
    public void find(String group, Reply<Node> reply) {
        Node coordinator = known.get(group);
        if (coordinator != null) {
            reply.answered(coordinator);
            return;
        }
        List<Reply<Node>> waiting = asked.computeIfAbsent(group, key -> new ArrayList<>());
        waiting.add(reply);
        if (waiting.size() == 1) {
            var data = new FindCoordinatorRequestData()
                    .setKeyType(CoordinatorType.GROUP.id())
                    .setKey(group);
            metadata.sendToAny(
                    new FindCoordinatorRequest.Builder(data),
                    FindCoordinatorResponse.class,
                    REQUEST_MILLIS,
                    Reply.of(response -> answered(group, response), failure -> failed(group, failure)));
        }
    }

    /** Forgets who it was, because that broker is away or says that it is another one. */
    public void forget(String group) {
        known.remove(group);
    }

    /** Sends what is answered soon to a group's coordinator, over the connection that all groups share. */
    public <T extends AbstractResponse> void send(
            String group, AbstractRequest.Builder<?> request, Class<T> type, int timeoutMillis, Reply<T> reply) {
        find(
                group,
                Reply.of(
                        coordinator -> metadata.send(
                                coordinator, request, type, timeoutMillis, Reply.of(reply::answered, failure -> {
                                    forget(group);
                                    reply.failed(failure);
                                })),
                        reply::failed));
    }

    private void answered(String group, FindCoordinatorResponse response) {
        List<Coordinator> found = response.coordinators();
        if (found.isEmpty()) {
            failed(group, Errors.COORDINATOR_NOT_AVAILABLE.exception());
            return;
        }
        Coordinator coordinator = found.get(0);
        Errors error = Errors.forCode(coordinator.errorCode());
        if (error == Errors.GROUP_AUTHORIZATION_FAILED) {
            failed(group, GroupAuthorizationException.forGroupId(group));
        } else if (error != Errors.NONE) {
            failed(group, error.exception());
        } else {
            var node = new Node(coordinator.nodeId(), coordinator.host(), coordinator.port());
            known.put(group, node);
            if (known.size() > MAX_GROUPS) {
                known.remove(known.keySet().iterator().next());
            }
            List<Reply<Node>> waiting = asked.remove(group);
            if (waiting != null) {
                waiting.forEach(reply -> reply.answered(node));
            }
        }
    }

    private void failed(String group, KafkaException failure) {
        List<Reply<Node>> waiting = asked.remove(group);
        if (waiting != null) {
            waiting.forEach(reply -> reply.failed(failure));
        }
    }
}
