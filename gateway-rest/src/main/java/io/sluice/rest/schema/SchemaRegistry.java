package io.sluice.rest.schema;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A schema registry, asked over HTTP. Keeps nothing: who asks often keeps the answers.
 *
 * <p>No method blocks; any thread may call. Futures fail with a {@link RegistryException}, perhaps within a
 * {@link java.util.concurrent.CompletionException}, 10 s after the call at the latest for every address. They are completed
 * by one of two threads of this object, {@code schemas}.
 */
public final class SchemaRegistry implements AutoCloseable {
    private static final int REFERENCES = 100;
    private static final int REFERENCE_DEPTH = 10;

    private final RegistryClient client;

    /**
     * A registry; nothing is asked or started yet.
     *
     * @param settings where it is
     * @param tls for https; null for what the JVM trusts
     */
    public SchemaRegistry(RegistrySettings settings, @Nullable SSLContext tls) {
        this.client = new RegistryClient(requireNonNull(settings, "settings"), tls);
    }

    /** Runs what follows from answers, and parses schemas; two threads. */
    public Executor executor() {
        return client.executor();
    }

    /** The schema with an id. */
    public CompletableFuture<RegistrySchema> byId(int id) {
        return client.get("/schemas/ids/" + id).thenCompose(answer -> parse(() -> RegistryJson.schema(answer)));
    }

    /** Where a subject has a schema; missing if it does not. */
    public CompletableFuture<SubjectVersion> lookup(String subject, RegistrySchema schema) {
        return client.post(
                        "/subjects/" + RegistryJson.segment(subject) + "?normalize=false&deleted=false",
                        RegistryJson.request(schema))
                .thenCompose(answer -> parse(() -> place(answer, schema)));
    }

    /** Adds a schema to a subject, and tells the schema's id. */
    public CompletableFuture<Integer> register(String subject, RegistrySchema schema) {
        return client.post(
                        "/subjects/" + RegistryJson.segment(subject) + "/versions?normalize=false",
                        RegistryJson.request(schema))
                .thenCompose(answer -> parse(() -> RegistryJson.id(answer)));
    }

    /** A subject's version. */
    public CompletableFuture<SubjectVersion> version(String subject, int version) {
        return versionAt(subject, Integer.toString(version));
    }

    /** A subject's latest version. */
    public CompletableFuture<SubjectVersion> latest(String subject) {
        return versionAt(subject, "latest");
    }

    /**
     * All schemas that a schema uses, and those that they use.
     *
     * @return texts by the names that they are referred to by, each behind those that it uses itself
     */
    public CompletableFuture<Map<String, String>> references(RegistrySchema schema) {
        Map<String, String> texts = new LinkedHashMap<>(); // grows by one stage at a time
        return addReferences(schema, texts, 0).thenApply(done -> texts);
    }

    /** Ends waiting calls and threads. */
    @Override
    public void close() {
        client.close();
    }

    private CompletableFuture<SubjectVersion> versionAt(String subject, String version) {
        return client.get("/subjects/" + RegistryJson.segment(subject) + "/versions/" + version)
                .thenCompose(answer -> parse(() -> RegistryJson.subjectVersion(answer)));
    }

    private CompletableFuture<@Nullable Void> addReferences(
            RegistrySchema schema, Map<String, String> texts, int depth) {
        CompletableFuture<@Nullable Void> added = CompletableFuture.completedFuture(null);
        for (SchemaReference reference : schema.references()) {
            added = added.thenCompose(before -> addReference(reference, texts, depth));
        }
        return added;
    }

    private CompletableFuture<@Nullable Void> addReference(
            SchemaReference reference, Map<String, String> texts, int depth) {
        if (texts.containsKey(reference.name())) {
            return CompletableFuture.completedFuture(null);
        }
        if (depth == REFERENCE_DEPTH || texts.size() == REFERENCES) {
            return CompletableFuture.failedFuture(RegistryException.failed("A schema has more than " + REFERENCES
                    + " references, or they are more than " + REFERENCE_DEPTH + " deep."));
        }
        return version(reference.subject(), reference.version())
                .thenCompose(found -> addReferences(found.schema(), texts, depth + 1)
                        .thenAccept(done -> texts.putIfAbsent(
                                reference.name(), found.schema().text())));
    }

    private static SubjectVersion place(JsonNode answer, RegistrySchema schema) throws RegistryException {
        SubjectVersion found = RegistryJson.subjectVersion(answer);
        return new SubjectVersion(found.subject(), found.id(), found.version(), schema);
    }

    private static <T> CompletableFuture<T> parse(Parsing<T> parsing) {
        try {
            return CompletableFuture.completedFuture(parsing.parse());
        } catch (RegistryException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private interface Parsing<T> {
        T parse() throws RegistryException;
    }
}
