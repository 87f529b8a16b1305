package io.sluice.config.yaml;

import io.sluice.config.AccessControlConfig;
import io.sluice.config.Quoted;
import io.sluice.config.Text;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code options.access-control} of an {@code http} server. */
final class AccessControlReader {
    private static final String SAME_ORIGIN = "same-origin";
    private static final Map<String, String> POLICIES = Choices.words(SAME_ORIGIN, "cross-origin");
    private static final int YEAR = 31_536_000;

    private AccessControlReader() {}

    static @Nullable AccessControlConfig read(@Nullable Cursor control) {
        if (control == null) {
            return null;
        }
        boolean crossOrigin = !SAME_ORIGIN.equals(control.choice("policy", POLICIES, SAME_ORIGIN));
        AccessControlConfig.Allow allow = allow(control.mapping("allow"));
        if (!crossOrigin && allow != null) {
            control.problems().error(allow.at(), "has no effect without \"policy: cross-origin\"");
        }
        Long maxAge = control.number("max-age", 0, YEAR);
        Cursor expose = control.mapping("expose");
        List<String> exposed = List.of();
        if (expose != null) {
            exposed = headerNames(expose);
            expose.finish();
        }
        control.finish();
        return new AccessControlConfig(
                control.at(), crossOrigin, allow, maxAge == null ? null : Duration.ofSeconds(maxAge), exposed);
    }

    private static AccessControlConfig.@Nullable Allow allow(@Nullable Cursor allow) {
        if (allow == null) {
            return null;
        }
        allow.requireItems("origins");
        allow.requireItems("methods");
        Boolean credentials = allow.bool("credentials");
        AccessControlConfig.Allow config = new AccessControlConfig.Allow(
                allow.at(), origins(allow), methods(allow), headerNames(allow), credentials != null && credentials);
        if (config.credentials()
                && (config.origins().isEmpty() || config.origins().contains("*"))) {
            allow.problems()
                    .warning(
                            allow.keyAt("credentials"),
                            "every web site may act with the credentials of its visitors; list \"origins\"");
        }
        allow.finish();
        return config;
    }

    private static List<String> origins(Cursor allow) {
        List<Text> origins = allow.texts("origins");
        for (Text origin : origins) {
            if (!Grammar.isOrigin(origin.value())) {
                allow.problems()
                        .error(
                                origin.at(),
                                Quoted.bare(origin.value())
                                        + " (expected: an origin such as https://example.com, null, or *)");
            }
        }
        return origins.stream().map(Text::value).toList();
    }

    private static List<String> methods(Cursor allow) {
        List<Text> methods = allow.texts("methods");
        for (Text method : methods) {
            if (!Grammar.isToken(method.value())) {
                allow.problems()
                        .error(method.at(), Quoted.bare(method.value()) + " (expected: a method such as GET, or *)");
            }
        }
        return methods.stream().map(Text::value).toList();
    }

    private static List<String> headerNames(Cursor cursor) {
        cursor.requireItems("headers");
        List<Text> names = cursor.texts("headers");
        return names.stream().map(name -> Headers.name(cursor, name)).toList();
    }
}
