package io.sluice.engine.compile;

import io.sluice.config.Text;
import io.sluice.engine.flow.Identity;
import io.sluice.engine.route.Params;
import io.sluice.engine.route.PathPattern;
import io.sluice.engine.spi.HeaderSpec;
import io.sluice.engine.spi.ReplySpec;
import io.sluice.engine.template.Template;
import io.sluice.engine.template.TemplateScope;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Warns when the client of an asynchronous request could not fetch the reply. Only a warning: the location may lead to a
 * proxy in front that rewrites it.
 */
record AsyncCheck(CompileContext context, List<CompiledCondition> conditions) {
    private static final String SAMPLE_ID = "sample-1";

    /** Checks the headers of 202, as configured and as compiled. */
    void check(Map<String, Text> async, List<HeaderSpec> compiled) {
        if (async.isEmpty()) {
            return;
        }
        List<HeaderSpec> correlated = compiled.stream()
                .filter(header -> header.value().usesCorrelationId())
                .toList();
        if (correlated.isEmpty()) {
            Text first = async.values().iterator().next();
            context.warning(first.at(), "no value of async has ${correlationId}: clients cannot ask for the reply");
            return;
        }
        Text place = Objects.requireNonNull(async.get(correlated.get(0).name()));
        if (conditions.stream().noneMatch(CompiledCondition::isFollowUp)) {
            context.warning(
                    place.at(),
                    "no GET condition of the route has {correlationId} in its path: clients cannot ask for the reply");
        } else if (correlated.stream().noneMatch(header -> leadsBack(header.value()))) {
            context.warning(
                    place.at(), "leads to no GET condition of the route with {correlationId}, unless it is rewritten");
        }
    }

    /** Whether a sample of the location matches a follow-up condition, which finds the correlation id again. */
    private boolean leadsBack(Template location) {
        Map<String, String> samples =
                location.params().stream().collect(Collectors.toMap(name -> name, name -> "sample"));
        String rendered = location.renderUri(TemplateScope.of(Params.of(samples), Identity.ANONYMOUS, null, SAMPLE_ID));
        String path = rendered.replaceFirst("^[a-z]+://[^/]*", "").replaceFirst("[?#].*", "");
        return conditions.stream()
                .filter(CompiledCondition::isFollowUp)
                .map(condition -> Objects.requireNonNull(condition.condition().path()))
                .anyMatch(pattern -> findsSample(pattern, path));
    }

    private static boolean findsSample(PathPattern pattern, String path) {
        Params params = pattern.match(path);
        return params != null && SAMPLE_ID.equals(params.get(ReplySpec.CORRELATION_ID));
    }
}
