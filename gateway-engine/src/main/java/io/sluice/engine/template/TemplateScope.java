package io.sluice.engine.template;

import io.sluice.engine.flow.Identity;
import io.sluice.engine.flow.Invocation;
import io.sluice.engine.route.Params;
import org.jspecify.annotations.Nullable;

/** Where a template finds the values of its expressions. */
public interface TemplateScope {

    /** What the matched path bound. */
    Params params();

    /** Who sent the request. */
    Identity identity();

    /** The request's idempotency key; null where templates cannot use it. */
    @Nullable String idempotencyKey();

    /** The request's correlation id; null where templates cannot use it. */
    @Nullable String correlationId();

    /** The scope of a matched request, without idempotency key and correlation id. */
    static TemplateScope of(Invocation invocation) {
        return new Values(invocation.params(), invocation.identity(), null, null);
    }

    /** A scope of these values. */
    static TemplateScope of(
            Params params, Identity identity, @Nullable String idempotencyKey, @Nullable String correlationId) {
        return new Values(params, identity, idempotencyKey, correlationId);
    }

    /** A scope of fixed values. */
    record Values(
            Params params,
            Identity identity,
            @Nullable String idempotencyKey,
            @Nullable String correlationId) implements TemplateScope {}
}
