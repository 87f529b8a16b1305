package io.sluice.rest.web;

import java.util.concurrent.CompletionException;

/** What a future failed with, without what futures wrap around it. Stateless. */
public final class Causes {
    private Causes() {}

    /** The failure itself, or the cause of a {@link CompletionException}. */
    public static Throwable of(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
