package io.sluice.engine.compile;

import io.sluice.config.Text;
import io.sluice.engine.listen.Guarded;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compiles {@code guarded} of a route. */
final class GuardedCompiler {
    private GuardedCompiler() {}

    static Guarded compile(Map<String, List<Text>> guarded) {
        Map<String, List<String>> roles = new LinkedHashMap<>();
        guarded.forEach((guard, texts) ->
                roles.put(guard, texts.stream().map(Text::value).toList()));
        return roles.isEmpty() ? Guarded.OPEN : Guarded.of(roles);
    }
}
