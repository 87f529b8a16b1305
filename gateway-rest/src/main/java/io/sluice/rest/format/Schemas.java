package io.sluice.rest.format;

import io.sluice.rest.schema.RegistryException;
import io.sluice.rest.schema.RegistrySchema;
import io.sluice.rest.schema.SchemaRegistry;
import io.sluice.rest.web.Causes;
import io.sluice.rest.web.RestException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Schemas out of the registry, parsed. What an id means is kept for as long as there is room; what a request's words mean, for
 * five minutes. Equal questions at the same time are asked once, and failures are not kept.
 *
 * <p>No method blocks; any thread may call. Futures fail with a {@link RestException}.
 */
final class Schemas {
    private static final Duration MAX_AGE = Duration.ofMinutes(5);

    private final SchemaRegistry registry;
    private final SharedLoads<Integer, KnownSchema> byId;
    private final SharedLoads<Question, PreparedSchema> answers;

    Schemas(SchemaRegistry registry) {
        this.registry = registry;
        this.byId = new SharedLoads<>(
                registry.executor(), schema -> schema.text().text().length(), null);
        this.answers = new SharedLoads<>(registry.executor(), answer -> answer.length(), MAX_AGE);
    }

    /** The schema with an id. */
    CompletableFuture<KnownSchema> byId(int id) {
        return byId.get(id, () -> {
            String action = "Error when fetching schema by id. schemaId = " + id;
            return asked(action, () -> registry.byId(id))
                    .thenCompose(schema -> asked(action, () -> registry.references(schema))
                            .thenApply(references -> known(schema, references)));
        });
    }

    /**
     * The schema that a request means, and its place in the registry.
     *
     * @param format null for whatever the schema's is
     */
    CompletableFuture<PreparedSchema> prepare(@Nullable Format format, RecordSide side, SchemaChoice choice) {
        var question = new Question(format, side, choice);
        return answers.get(question, () -> find(question));
    }

    private CompletableFuture<PreparedSchema> find(Question question) {
        try {
            SchemaChoice choice = question.choice();
            choice.check();
            if (choice.schema() != null) {
                return byText(question, choice.schema());
            }
            if (choice.id() != null) {
                return byKnownId(question, choice.id());
            }
            return byVersion(question, choice.subject(question.side(), null), choice.version());
        } catch (RestException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<PreparedSchema> byText(Question question, String text) {
        Format format = question.format();
        if (format == null) {
            throw Failures.unprocessable("The text of a schema needs a 'type': AVRO, JSONSCHEMA or PROTOBUF.");
        }
        var schema = new RegistrySchema(format.schemaType(), text, List.of());
        return CompletableFuture.supplyAsync(() -> parsed(format, schema), registry.executor())
                .thenCompose(parsed -> {
                    String subject = question.choice().subject(question.side(), parsed.name());
                    return registered(format, subject, schema)
                            .thenApply(place -> new PreparedSchema(parsed, place, text.length()));
                });
    }

    /** Finds the schema under the subject, where it is put if it is not there. */
    private CompletableFuture<RegisteredSchema> registered(Format format, String subject, RegistrySchema schema) {
        return registry.lookup(subject, schema)
                .thenApply(place -> new RegisteredSchema(format, subject, place.id(), place.version()))
                .exceptionallyCompose(failure -> {
                    Throwable cause = Causes.of(failure);
                    if (cause instanceof RegistryException e && e.isMissing()) {
                        return register(format, subject, schema);
                    }
                    return CompletableFuture.failedFuture(
                            cause instanceof RegistryException e
                                    ? Failures.registry(registering(format, subject, schema), e)
                                    : cause);
                });
    }

    private CompletableFuture<RegisteredSchema> register(Format format, String subject, RegistrySchema schema) {
        return asked(registering(format, subject, schema), () -> registry.register(subject, schema))
                .thenCompose(id -> place(format, subject, id, schema));
    }

    private CompletableFuture<PreparedSchema> byKnownId(Question question, int id) {
        return byId(id).thenCompose(known -> {
            Format format = format(question, id, known);
            String subject =
                    question.choice().subject(question.side(), known.parsed().name());
            return place(format, subject, id, known.text())
                    .thenApply(place -> new PreparedSchema(known.parsed(), place, 0));
        });
    }

    private CompletableFuture<PreparedSchema> byVersion(Question question, String subject, @Nullable Integer version) {
        String action = version == null
                ? "Error when fetching latest schema version. subject = " + subject
                : "Error when fetching schema version. subject = " + subject + ", version = " + version;
        return asked(action, () -> version == null ? registry.latest(subject) : registry.version(subject, version))
                .thenCompose(place -> byId(place.id()).thenApply(known -> {
                    Format format = format(question, place.id(), known);
                    return new PreparedSchema(
                            known.parsed(), new RegisteredSchema(format, subject, place.id(), place.version()), 0);
                }));
    }

    private CompletableFuture<RegisteredSchema> place(Format format, String subject, int id, RegistrySchema schema) {
        String action = "Error when fetching schema version. subject = " + subject + ", schema = "
                + Failures.schema(schema.text());
        return asked(action, () -> registry.lookup(subject, schema))
                .thenApply(place -> new RegisteredSchema(format, subject, id, place.version()));
    }

    private static String registering(Format format, String subject, RegistrySchema schema) {
        return "Error when registering schema. format = " + format + ", subject = " + subject + ", schema = "
                + Failures.schema(schema.text());
    }

    private static Format format(Question question, int id, KnownSchema known) {
        Format format = known.parsed().format();
        if (question.format() != null && question.format() != format) {
            throw Failures.unusableSchema(
                    "The schema with the id " + id + " is of format " + format + ", not " + question.format() + ".");
        }
        return format;
    }

    private static ParsedSchema parsed(Format format, RegistrySchema schema) {
        try {
            return SchemaParser.parse(schema, Map.of());
        } catch (InvalidSchemaException e) {
            throw Failures.invalidSchema(format, schema.text());
        }
    }

    private static KnownSchema known(RegistrySchema schema, Map<String, String> references) {
        try {
            return new KnownSchema(schema, SchemaParser.parse(schema, references));
        } catch (InvalidSchemaException e) {
            throw Failures.unusableSchema(
                    "A schema of the registry cannot be used: " + Failures.quoted(e.getMessage()));
        }
    }

    private static <T> CompletableFuture<T> asked(String action, Supplier<CompletableFuture<T>> request) {
        return request.get().exceptionally(failure -> {
            if (Causes.of(failure) instanceof RegistryException e) {
                throw Failures.registry(action, e);
            }
            throw new CompletionException(failure);
        });
    }

    /** What is asked about a schema. */
    private record Question(@Nullable Format format, RecordSide side, SchemaChoice choice) {}
}
