package io.sluice.record.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.record.exchange.RecordedExchange;
import io.sluice.record.exchange.RecordedRequest;
import io.sluice.record.exchange.RecordedResponse;
import io.sluice.record.schema.LeftOut;
import io.sluice.record.schema.OpenApiVersion;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Recorded exchanges to OpenAPI documents. Owned by one thread.
 *
 * <p>Documents may be asked for at any time, and more exchanges learned from afterwards. The order of the exchanges does
 * not matter as long as no bound is reached. Memory is bounded by the number of paths, and of what is kept for each.
 */
public final class OpenApiBuilder {
    private static final int MAX_HOSTS = 100;
    private static final String ALL = "";

    private final Rules rules;
    private final @Nullable ExistingDocument existing;
    private final LeftOut leftOut = new LeftOut();
    private final SortedMap<String, ApiState> apis = new TreeMap<>();
    private final SortedMap<String, Origin> origins = new TreeMap<>();
    private long exchanges;

    /**
     * A builder that knows nothing yet.
     *
     * @param existing a document whose words win over what is learned; null for none
     */
    public OpenApiBuilder(Rules rules, @Nullable ExistingDocument existing) {
        if (rules.perHost() && existing != null) {
            throw new IllegalArgumentException("an existing document belongs to one host, not to each");
        }
        this.rules = rules;
        this.existing = existing;
        if (!rules.perHost()) {
            apis.put(ALL, new ApiState(rules, existing, leftOut));
        }
    }

    /** Learns from an exchange. What cannot be told in a document is counted as left out. */
    public void observe(RecordedExchange exchange) {
        exchanges++;
        RecordedRequest request = exchange.request();
        RecordedResponse response = exchange.response();
        if (response == null) {
            leftOut.count(LeftOut.Reason.NO_RESPONSE);
        } else if (!ExistingDocument.METHODS.contains(request.method())) {
            leftOut.count(LeftOut.Reason.METHOD);
        } else {
            observe(request, response);
        }
    }

    private void observe(RecordedRequest request, RecordedResponse response) {
        Origin origin = Origin.of(request);
        if (origin != null && origins.putIfAbsent(origin.url(), origin) == null && origins.size() > MAX_HOSTS) {
            origins.remove(origin.url());
            leftOut.count(LeftOut.Reason.HOSTS);
            return;
        }
        String key = rules.perHost() && origin != null ? origin.host() : ALL;
        apis.computeIfAbsent(key, host -> new ApiState(rules, existing, leftOut))
                .observe(request, response, origin);
    }

    /** How many exchanges it was given. */
    public long exchanges() {
        return exchanges;
    }

    /** What did not get into the documents. */
    public LeftOut leftOut() {
        return leftOut;
    }

    /**
     * The documents by host; one with the key "" for all hosts together, or for requests that do not name one. They are
     * the caller's to change.
     *
     * @param version the version of OpenAPI; that of the existing document wins
     */
    public SortedMap<String, ObjectNode> documents(OpenApiVersion version) {
        var renderer = new DocumentRenderer(existing == null ? version : existing.version(), existing);
        SortedMap<String, ObjectNode> documents = new TreeMap<>();
        apis.forEach((host, api) -> documents.put(host, renderer.document(host, api)));
        return documents;
    }
}
