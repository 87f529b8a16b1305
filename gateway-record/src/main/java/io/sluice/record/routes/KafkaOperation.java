package io.sluice.record.routes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.config.FetchConfig;
import io.sluice.config.HttpKafkaConfig;
import io.sluice.config.HttpKafkaRouteConfig;
import io.sluice.config.MergeConfig;
import io.sluice.config.ProduceConfig;
import io.sluice.config.Text;
import io.sluice.engine.http.ProblemType;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What a route of an {@code http-kafka} binding does with requests of one method, as an OpenAPI operation.
 *
 * @param followUp whether the path is the location of an earlier request's answer
 */
record KafkaOperation(HttpKafkaConfig proxy, HttpKafkaRouteConfig route, String method, boolean followUp) {
    private static final String ANY_TYPE = "*/*";
    private static final String IDEMPOTENCY_KEY = "${idempotencyKey}";
    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "DELETE", "OPTIONS", "TRACE");
    private static final Set<ProblemType> BEFORE = EnumSet.of(ProblemType.BAD_REQUEST, ProblemType.OVERLOADED);
    private static final Set<ProblemType> OF_FETCH =
            with(BEFORE, ProblemType.TOPIC_MISSING, ProblemType.TOPIC_FORBIDDEN, ProblemType.NOT_READY);
    private static final Set<ProblemType> OF_PRODUCE = with(
            BEFORE,
            ProblemType.REQUEST_TIMEOUT,
            ProblemType.BODY_TOO_LARGE,
            ProblemType.RECORD_TOO_LARGE,
            ProblemType.RECORD_INVALID,
            ProblemType.TOPIC_MISSING,
            ProblemType.TOPIC_FORBIDDEN,
            ProblemType.KAFKA_UNAVAILABLE,
            ProblemType.TIMEOUT);

    private static Set<ProblemType> with(Set<ProblemType> some, ProblemType... more) {
        Set<ProblemType> all = EnumSet.copyOf(some);
        all.addAll(Set.of(more));
        return all;
    }

    /**
     * Summary, parameters, body and responses; neither the path's parameters nor who may.
     *
     * @param guarded whether some may not
     */
    ObjectNode describe(Problems problems, boolean guarded) {
        ObjectNode operation = Nodes.object();
        if (route.with() instanceof FetchConfig fetch) {
            describe(fetch, operation, problems, guarded);
        } else if (route.with() instanceof ProduceConfig produce) {
            if (followUp) {
                describeFollowUp(produce, operation, problems, guarded);
            } else {
                describe(produce, operation, problems, guarded);
            }
        }
        return operation;
    }

    private void describe(FetchConfig fetch, ObjectNode operation, Problems problems, boolean guarded) {
        MergeConfig merge = fetch.merge();
        operation.put(
                "summary",
                (merge == null ? "Reads an item from topic " : "Lists the items of topic ")
                        + fetch.topic().value());
        ArrayNode parameters = operation.putArray("parameters");
        parameters.add(Nodes.parameter(
                "if-none-match",
                "header",
                "Etags of what the client has: 304 when one of them is still right.",
                Nodes.text()));
        parameters.add(prefer(
                "`wait=N` holds the request for up to N seconds, "
                        + proxy.limits().maxWait().toSeconds() + " at most, until there is something to tell.",
                "wait=30"));
        ObjectNode responses = operation.putObject("responses");
        ObjectNode ok = responses.putObject("200").put("description", merge == null ? "The item." : "The items.");
        ok.set("headers", fetchHeaders());
        ObjectNode content = ok.putObject("content").putObject(merge == null ? ANY_TYPE : merge.contentType());
        if (merge != null && merge.patchInitial().value().strip().equals(MergeConfig.DEFAULT_INITIAL)) {
            content.putObject("schema").put("type", "array").putObject("items");
        }
        if (merge == null) {
            responses
                    .putObject("204")
                    .put("description", "The item is there, and empty.")
                    .set("headers", fetchHeaders());
        }
        responses
                .putObject("304")
                .put("description", "The client has it already.")
                .set("headers", fetchHeaders());
        problems.add(responses, maybe(guarded, merge == null ? with(OF_FETCH, ProblemType.NOT_FOUND) : OF_FETCH));
        problems.addOthers(responses);
    }

    private static ObjectNode fetchHeaders() {
        ObjectNode headers = Nodes.object();
        headers.set("etag", Nodes.header("Changes whenever the representation changes.", "string"));
        headers.set("cache-control", Nodes.header("As the record says, else no-cache.", "string"));
        headers.set("preference-applied", Nodes.header("What was granted of prefer.", "string"));
        return headers;
    }

    private void describe(ProduceConfig produce, ObjectNode operation, Problems problems, boolean guarded) {
        boolean replies = produce.replyTo() != null;
        operation.put(
                "summary",
                (replies ? "Asks over topic " : "Writes to topic ")
                        + produce.topic().value());
        ArrayNode parameters = Nodes.array();
        if (replies || usesIdempotencyKey(produce)) {
            parameters.add(Nodes.parameter(
                    proxy.idempotency().header(),
                    "header",
                    replies
                            ? "Makes it safe to repeat the request: an equal one gets the same answer, and is not sent again."
                            : "Becomes part of the record; a random one where there is none.",
                    Nodes.text().put("minLength", 1).put("maxLength", 255)));
        }
        if (!produce.async().isEmpty()) {
            parameters.add(prefer(
                    "`respond-async` asks for 202 and a location; with `wait=N`, unless the reply comes within"
                            + " N seconds.",
                    "respond-async, wait=5"));
        } else if (replies) {
            parameters.add(prefer("`wait=N` waits for the reply for up to N seconds, then 504.", "wait=5"));
        }
        if (!parameters.isEmpty()) {
            operation.set("parameters", parameters);
        }
        if (!WITHOUT_BODY.contains(method)) {
            operation.putObject("requestBody").putObject("content").putObject(ANY_TYPE);
        }
        ObjectNode responses = operation.putObject("responses");
        if (replies) {
            reply(responses);
        } else {
            responses.putObject("204").put("description", written(produce));
        }
        if (!produce.async().isEmpty()) {
            accepted(produce, responses);
        }
        problems.add(responses, maybe(guarded, replies ? with(OF_PRODUCE, ProblemType.REPLY_INVALID) : OF_PRODUCE));
        if (replies) {
            responses.putObject("default").put("description", "The service's reply, with the status that it has.");
        } else {
            problems.addOthers(responses);
        }
    }

    private static Set<ProblemType> maybe(boolean guarded, Set<ProblemType> types) {
        return guarded ? with(types, ProblemType.UNAUTHENTICATED, ProblemType.FORBIDDEN) : types;
    }

    private static boolean usesIdempotencyKey(ProduceConfig produce) {
        Text key = produce.key();
        return (key != null && key.value().contains(IDEMPOTENCY_KEY))
                || produce.overrides().values().stream()
                        .anyMatch(value -> value.value().contains(IDEMPOTENCY_KEY));
    }

    private static String written(ProduceConfig produce) {
        return switch (produce.acks()) {
            case NONE -> "The record is on its way to Kafka.";
            case LEADER_ONLY -> "The partition's leader has the record.";
            case IN_SYNC_REPLICAS -> "Kafka has the record.";
        };
    }

    private void describeFollowUp(ProduceConfig produce, ObjectNode operation, Problems problems, boolean guarded) {
        operation.put("summary", "Fetches the reply to an earlier request");
        operation.putArray("parameters").add(prefer("`wait=N` waits for the reply for up to N seconds.", "wait=30"));
        ObjectNode responses = operation.putObject("responses");
        reply(responses);
        accepted(produce, responses);
        problems.add(responses, maybe(guarded, with(OF_FETCH, ProblemType.NOT_FOUND, ProblemType.REPLY_INVALID)));
        responses.putObject("default").put("description", "The service's reply, with the status that it has.");
    }

    private static void reply(ObjectNode responses) {
        responses
                .putObject("200")
                .put("description", "The service's reply; it may have another status.")
                .putObject("content")
                .putObject(ANY_TYPE);
    }

    private static void accepted(ProduceConfig produce, ObjectNode responses) {
        ObjectNode accepted = responses.putObject("202").put("description", "There is no reply yet.");
        ObjectNode headers = accepted.putObject("headers");
        for (Map.Entry<String, Text> header : produce.async().entrySet()) {
            String meaning = header.getKey().equals("location") ? "Where the reply is found later." : "As configured.";
            headers.set(header.getKey(), Nodes.header(meaning, "string"));
        }
    }

    private static ObjectNode prefer(String description, String example) {
        return Nodes.parameter("prefer", "header", description + " (RFC 7240)", Nodes.text())
                .put("example", example);
    }
}
