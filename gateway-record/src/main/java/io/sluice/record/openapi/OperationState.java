package io.sluice.record.openapi;

import io.sluice.record.exchange.RecordedRequest;
import io.sluice.record.exchange.RecordedResponse;
import io.sluice.record.schema.LeftOut;
import io.sluice.record.schema.SchemaRules;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is known of one method of a path. One thread.
 *
 * <p>What a request needs is learned from those that were accepted: a refused one may have lacked it. Bodies of refused
 * requests count only while no other is known.
 */
final class OperationState {
    private static final int MAX_SECURITY = 16;
    private static final int NOT_FOUND = 404;

    private final String method;
    private final Rules rules;
    private final ParameterStates query;
    private final ParameterStates headers;
    private final ContentState acceptedContent;
    private final ContentState refusedContent;
    private final NavigableMap<Integer, ResponseState> responses = new TreeMap<>();
    private final Set<NavigableSet<String>> security = new HashSet<>();
    private long accepted;

    OperationState(String method, Rules rules) {
        this.method = method;
        this.rules = rules;
        this.query = new ParameterStates(rules.schemas());
        this.headers = new ParameterStates(rules.schemas());
        this.acceptedContent = new ContentState(rules);
        this.refusedContent = new ContentState(rules);
    }

    void observe(RecordedRequest request, RecordedResponse response, LeftOut leftOut) {
        boolean isAccepted = response.status() < 400;
        accepted += isAccepted ? 1 : 0;
        query.observe(request.target().query(), name -> !Credentials.isKeyParameter(name), isAccepted, leftOut);
        headers.observe(request.headers(), Headers::isOwn, isAccepted, leftOut);
        if (mayHaveBody(request)) {
            (isAccepted ? acceptedContent : refusedContent).observe(request.headers(), request.body(), leftOut);
        }
        if (isAccepted && security.size() < MAX_SECURITY) {
            security.add(Credentials.of(request));
        }
        responses
                .computeIfAbsent(response.status(), status -> new ResponseState(rules))
                .observe(response, method.equals("head"), leftOut);
    }

    /** A body of GET or HEAD means nothing (RFC 9110, 9.3.1), and some recorders make up an empty object for one. */
    private boolean mayHaveBody(RecordedRequest request) {
        return switch (method) {
            case "get", "head", "trace" -> false;
            case "delete", "options" -> !"{}".equals(request.body());
            default -> true;
        };
    }

    void mergeFrom(OperationState other, LeftOut leftOut) {
        accepted += other.accepted;
        query.mergeFrom(other.query, leftOut);
        headers.mergeFrom(other.headers, leftOut);
        acceptedContent.mergeFrom(other.acceptedContent, leftOut);
        refusedContent.mergeFrom(other.refusedContent, leftOut);
        security.addAll(other.security);
        other.responses.forEach((status, theirs) -> responses
                .computeIfAbsent(status, key -> new ResponseState(rules))
                .mergeFrom(theirs, leftOut));
    }

    boolean features(String prefix, Set<String> features) {
        boolean telling = acceptedContent.features(prefix + " > ", features);
        for (Map.Entry<Integer, ResponseState> response : responses.entrySet()) {
            if (response.getKey() / 100 == 2) {
                telling |= response.getValue().content().features(prefix + " < ", features);
            }
        }
        features.add(prefix);
        return telling;
    }

    /** Whether a parameter that was in so many accepted requests must be there. */
    boolean isRequired(ParameterState parameter) {
        return accepted >= SchemaRules.REQUIRED_SAMPLES && parameter.accepted() == accepted;
    }

    ParameterStates query() {
        return query;
    }

    ParameterStates headers() {
        return headers;
    }

    ContentState content() {
        return acceptedContent.hasBodies() ? acceptedContent : refusedContent;
    }

    /** Whether every accepted request had a body. */
    boolean needsContent() {
        return acceptedContent.hasBodies() && acceptedContent.isAlwaysThere();
    }

    /** Whether every answer was 404. */
    boolean isNeverFound() {
        return responses.keySet().equals(Set.of(NOT_FOUND));
    }

    NavigableMap<Integer, ResponseState> responses() {
        return responses;
    }

    /** The sets of credentials that accepted requests came with; one may be empty. */
    Set<NavigableSet<String>> security() {
        return security;
    }
}
