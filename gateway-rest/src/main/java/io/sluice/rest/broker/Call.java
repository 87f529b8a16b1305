package io.sluice.rest.broker;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What is done on the loop's thread to answer a caller of another thread. */
@FunctionalInterface
public interface Call<T extends @Nullable Object> {
    /** Begins it; the answer is completed sooner or later, by the loop's thread. What it throws is the answer as well. */
    void begin(CompletableFuture<T> answer);
}
