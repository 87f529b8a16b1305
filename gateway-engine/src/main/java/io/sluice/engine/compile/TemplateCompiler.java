package io.sluice.engine.compile;

import io.sluice.config.Quoted;
import io.sluice.config.Suggestion;
import io.sluice.config.Text;
import io.sluice.engine.spi.HeaderSpec;
import io.sluice.engine.template.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the templates that are rendered for certain conditions, and checks that these bind what the templates use.
 *
 * @param conditions for which the templates are rendered
 * @param guards the guards that may be named
 * @param uses which expressions besides parameters make sense here
 */
record TemplateCompiler(
        CompileContext context, List<CompiledCondition> conditions, Set<String> guards, Set<Uses> uses) {

    /** Expressions that make sense in some templates only. */
    enum Uses {
        GUARDS,
        IDEMPOTENCY_KEY,
        CORRELATION_ID
    }

    /** A template; one that means nothing if the text has problems, which are noted. */
    Template compile(Text text) {
        Template template = context.attempt(text.at(), () -> Template.compile(text.value()));
        if (template == null) {
            return Template.compile("");
        }
        template.params().stream().sorted().forEach(name -> checkParam(text, name));
        checkUses(text, template);
        return template;
    }

    /** A template that says what belongs to whom; see {@link Template#separated}. */
    Template compileSeparated(Text text) {
        Template template = compile(text);
        Template separated = context.attempt(text.at(), template::separated);
        return separated == null ? template : separated;
    }

    /** As {@link #compileSeparated}, or null for null. */
    @Nullable Template compileOptional(@Nullable Text text) {
        return text == null ? null : compileSeparated(text);
    }

    /** Separated templates by header name, in order. */
    List<HeaderSpec> compileSeparated(Map<String, Text> headers) {
        List<HeaderSpec> specs = new ArrayList<>();
        headers.forEach((name, value) -> specs.add(new HeaderSpec(name, compileSeparated(value))));
        return specs;
    }

    /** Templates by header name, in order. */
    List<HeaderSpec> compile(Map<String, Text> headers) {
        List<HeaderSpec> specs = new ArrayList<>();
        headers.forEach((name, value) -> specs.add(new HeaderSpec(name, compile(value))));
        return specs;
    }

    private void checkParam(Text text, String name) {
        List<CompiledCondition> without = conditions.stream()
                .filter(condition -> !condition.names().contains(name))
                .toList();
        if (!without.isEmpty()) {
            context.error(
                    text.at(),
                    "${params." + name + "}: " + culprit(without) + " {" + name + "}"
                            + Suggestion.of(name, without.get(0).names()));
        }
    }

    private String culprit(List<CompiledCondition> without) {
        CompiledCondition first = without.get(0);
        boolean all = without.size() == conditions.size();
        return all && (conditions.size() > 1 || first.names().isEmpty())
                ? "no condition of the route binds"
                : "the condition " + first + " does not bind";
    }

    private void checkUses(Text text, Template template) {
        if (template.usesIdempotencyKey() && !uses.contains(Uses.IDEMPOTENCY_KEY)) {
            context.error(text.at(), "${idempotencyKey} is for key and overrides of capability produce");
        }
        if (template.usesCorrelationId() && !uses.contains(Uses.CORRELATION_ID)) {
            context.error(text.at(), "${correlationId} is for async");
        }
        for (String guard : template.guards().stream().sorted().toList()) {
            if (!uses.contains(Uses.GUARDS)) {
                context.error(text.at(), "${guarded[...]} is not for reply-to and async");
            } else if (!guards.contains(guard)) {
                context.error(
                        text.at(),
                        "no guard " + Quoted.of(guard) + " knows the senders of this route's requests"
                                + Suggestion.of(guard, guards));
            }
        }
    }
}
