package io.sluice.engine.template;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One piece of a template: literal text or an expression. */
sealed interface Part {

    /** What it contributes to the rendered text. */
    String value(TemplateScope scope);

    /** The guard it asks; empty for most. */
    default Optional<String> guard() {
        return Optional.empty();
    }

    /** Text between expressions. */
    record Literal(String text) implements Part {
        @Override
        public String value(TemplateScope scope) {
            return text;
        }
    }

    /** {@code ${params.name}}. */
    record Param(String name) implements Part {
        @Override
        public String value(TemplateScope scope) {
            return bound(scope.params().get(name), name);
        }
    }

    /** {@code ${guarded['guard'].identity}}. */
    record GuardIdentity(String name) implements Part {
        @Override
        public String value(TemplateScope scope) {
            return emptyIfNull(scope.identity().name(name));
        }

        @Override
        public Optional<String> guard() {
            return Optional.of(name);
        }
    }

    /** {@code ${guarded['guard'].attributes.name}}. */
    record GuardAttribute(String name, String attribute) implements Part {
        @Override
        public String value(TemplateScope scope) {
            return emptyIfNull(scope.identity().attribute(name, attribute));
        }

        @Override
        public Optional<String> guard() {
            return Optional.of(name);
        }
    }

    /** {@code ${idempotencyKey}}. */
    enum IdempotencyKey implements Part {
        INSTANCE;

        @Override
        public String value(TemplateScope scope) {
            return bound(scope.idempotencyKey(), "idempotencyKey");
        }
    }

    /** {@code ${correlationId}}. */
    enum CorrelationId implements Part {
        INSTANCE;

        @Override
        public String value(TemplateScope scope) {
            return bound(scope.correlationId(), "correlationId");
        }
    }

    private static String bound(@Nullable String value, String name) {
        if (value == null) {
            throw new IllegalStateException(name + ": not bound in this request");
        }
        return value;
    }

    private static String emptyIfNull(@Nullable String value) {
        return value == null ? "" : value;
    }
}
