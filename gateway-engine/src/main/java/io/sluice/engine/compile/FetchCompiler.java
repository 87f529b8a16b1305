package io.sluice.engine.compile;

import io.sluice.config.FetchConfig;
import io.sluice.config.MergeConfig;
import io.sluice.engine.compile.TemplateCompiler.Uses;
import io.sluice.engine.spi.FetchSpec;
import io.sluice.engine.spi.FilterSpec;
import io.sluice.engine.spi.MergeSpec;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles {@code capability: fetch} of one route. */
final class FetchCompiler {
    private final RouteScope route;
    private final TemplateCompiler templates;

    FetchCompiler(CompileContext context, RouteScope route) {
        this.route = route;
        this.templates = new TemplateCompiler(context, route.conditions(), route.guards(), Set.of(Uses.GUARDS));
    }

    FetchSpec compile(FetchConfig with, Duration maxWait) {
        return new FetchSpec(
                route.label(),
                templates.compileSeparated(with.topic()),
                with.filters().stream()
                        .map(filter -> new FilterSpec(
                                templates.compileOptional(filter.key()), templates.compileSeparated(filter.headers())))
                        .toList(),
                merge(with.merge()),
                maxWait);
    }

    private static @Nullable MergeSpec merge(@Nullable MergeConfig merge) {
        return merge == null
                ? null
                : new MergeSpec(merge.patchInitial().value(), merge.patchPath().value());
    }
}
