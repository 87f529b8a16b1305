package io.sluice.rest.format;

import io.sluice.rest.web.Causes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Fetches the schemas of a batch of records, some at a time. A schema that cannot be had fails its records only. */
final class SchemaFetch {
    private static final int AT_A_TIME = 32;

    private final Schemas schemas;
    private final Map<Integer, ParsedSchema> found = new ConcurrentHashMap<>();
    private final Map<Integer, String> failures = new ConcurrentHashMap<>();

    SchemaFetch(Schemas schemas) {
        this.schemas = schemas;
    }

    /** A decoder for these records, once all schemas have been asked for. */
    CompletableFuture<RecordDecoder> decoder(Format format, List<ConsumerRecord<byte[], byte[]>> records) {
        List<Integer> ids = List.copyOf(ids(records));
        CompletableFuture<@Nullable Void> fetched = CompletableFuture.completedFuture(null);
        for (int from = 0; from < ids.size(); from += AT_A_TIME) {
            List<Integer> some = ids.subList(from, Math.min(ids.size(), from + AT_A_TIME));
            fetched = fetched.thenCompose(before -> fetch(some));
        }
        return fetched.thenApply(done -> new RecordDecoder(new SchemaReader(format, found, failures)));
    }

    private CompletableFuture<@Nullable Void> fetch(List<Integer> ids) {
        List<CompletableFuture<@Nullable Void>> fetches = new ArrayList<>();
        for (int id : ids) {
            fetches.add(schemas.byId(id).handle((schema, failure) -> {
                if (failure == null) {
                    found.put(id, schema.parsed());
                } else {
                    failures.put(id, String.valueOf(Causes.of(failure).getMessage()));
                }
                return null;
            }));
        }
        return CompletableFuture.allOf(fetches.toArray(CompletableFuture<?>[]::new))
                .<@Nullable Void>thenApply(done -> null);
    }

    private static Set<Integer> ids(List<ConsumerRecord<byte[], byte[]>> records) {
        Set<Integer> ids = new TreeSet<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            add(record.key(), ids);
            add(record.value(), ids);
        }
        return ids;
    }

    private static void add(byte @Nullable [] bytes, Set<Integer> ids) {
        Integer id = SchemaId.of(bytes);
        if (id != null) {
            ids.add(id);
        }
    }
}
