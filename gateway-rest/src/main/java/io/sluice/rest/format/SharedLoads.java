package io.sluice.rest.format;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What was loaded, by keys, within a bound. Who asks while it is being loaded shares the load; failures are not kept. Any
 * thread.
 *
 * <p>Caffeine has futures as values of its own accord, but it logs every load that fails, and here clients can make loads
 * fail.
 */
final class SharedLoads<K, V> {
    private static final long MAX_WEIGHT =
            16 << 20; // characters of schemas; what they are parsed to is a multiple of it
    private static final int OVERHEAD = 1000; // in characters, of an entry with a short text

    private final Cache<K, CompletableFuture<V>> loads;

    /**
     * Nothing yet.
     *
     * @param executor runs the cache's own work
     * @param length of the texts that an entry holds, in characters
     * @param maxAge of an entry; null for any
     */
    SharedLoads(Executor executor, ToIntFunction<V> length, @Nullable Duration maxAge) {
        Caffeine<K, CompletableFuture<V>> builder = Caffeine.newBuilder()
                .executor(executor)
                .maximumWeight(MAX_WEIGHT)
                .weigher((K key, CompletableFuture<V> load) -> OVERHEAD
                        + (load.isDone() && !load.isCompletedExceptionally() ? length.applyAsInt(load.join()) : 0));
        if (maxAge != null) {
            builder.expireAfterWrite(maxAge);
        }
        this.loads = builder.build();
    }

    /** What is known, or is being loaded, or else is loaded by this. */
    CompletableFuture<V> get(K key, Supplier<CompletableFuture<V>> loader) {
        CompletableFuture<V> known = loads.getIfPresent(key);
        if (known != null) {
            return known;
        }
        var load = new CompletableFuture<V>();
        CompletableFuture<V> other = loads.asMap().putIfAbsent(key, load);
        if (other != null) {
            return other;
        }
        CompletableFuture<V> loading;
        try {
            loading = loader.get();
        } catch (RuntimeException e) {
            loading = CompletableFuture.failedFuture(e);
        }
        CompletableFuture<V> unused = loading.whenComplete((value, failure) -> {
            if (failure != null) {
                loads.asMap().remove(key, load);
                load.completeExceptionally(failure);
            } else {
                load.complete(value);
                loads.asMap().replace(key, load, load); // its weight is known from here on
            }
        });
        return load;
    }
}
