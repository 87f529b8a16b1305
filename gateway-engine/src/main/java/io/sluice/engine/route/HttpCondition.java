package io.sluice.engine.route;

import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.http.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A compiled {@code when[].headers} of an {@code http} route: patterns of the request's fields and pseudo-headers, all of
 * which must be present and match. Immutable.
 */
public final class HttpCondition {
    private final @Nullable MethodPattern method;
    private final Field[] fields;

    private HttpCondition(@Nullable MethodPattern method, Field[] fields) {
        this.method = method;
        this.fields = fields;
    }

    /**
     * Compiles a condition.
     *
     * @param patterns by lower-case name
     * @throws IllegalArgumentException if a pattern is malformed or a pseudo-header is unknown
     */
    public static HttpCondition compile(Map<String, String> patterns) {
        MethodPattern method = null;
        List<Field> fields = new ArrayList<>();
        for (Map.Entry<String, String> entry : patterns.entrySet()) {
            if (entry.getKey().equals(":method")) {
                method = MethodPattern.compile(entry.getValue());
            } else {
                fields.add(field(entry.getKey(), entry.getValue()));
            }
        }
        return new HttpCondition(method, fields.toArray(Field[]::new));
    }

    private static Field field(String name, String pattern) {
        return switch (name) {
            case ":scheme" -> new Scheme(Glob.compile(pattern));
            case ":authority" -> new Authority(Glob.compile(pattern.toLowerCase(Locale.ROOT)));
            case ":path" -> new Path(Glob.compile(DecodedPath.ofPattern(pattern)));
            default -> {
                if (name.startsWith(":")) {
                    throw new IllegalArgumentException(
                            name + " is unknown (expected: :method, :scheme, :authority or :path)");
                }
                yield new Header(name, Glob.compile(pattern));
            }
        };
    }

    /**
     * Whether a request matches, were its method this one. HEAD matches where GET does.
     *
     * @throws ProblemException 400 if the path has an invalid escape or is not UTF-8
     */
    public boolean matches(HttpRequest request, String withMethod) {
        if (!matchesMethod(withMethod)) {
            return false;
        }
        for (Field field : fields) {
            if (!field.matches(request)) {
                return false;
            }
        }
        return true;
    }

    private boolean matchesMethod(String name) {
        return method == null || method.matches(name) || (name.equals("HEAD") && method.matches("GET"));
    }

    /** One pattern and what it looks at. */
    private sealed interface Field {
        boolean matches(HttpRequest request);
    }

    private record Scheme(Glob pattern) implements Field {
        @Override
        public boolean matches(HttpRequest request) {
            return pattern.matches(request.scheme());
        }
    }

    /** Compared without case, and with the scheme's port for patterns that spell it out. */
    private record Authority(Glob pattern) implements Field {
        @Override
        public boolean matches(HttpRequest request) {
            String authority = request.authority().toLowerCase(Locale.ROOT);
            return pattern.matches(authority)
                    || pattern.matches(authority + (request.scheme().equals("https") ? ":443" : ":80"));
        }
    }

    /**
     * Compared with the decoded path, as the routes behind are: an escape must not lead past a guarded route. A pattern
     * need not mention the query.
     */
    private record Path(Glob pattern) implements Field {
        @Override
        public boolean matches(HttpRequest request) {
            String path = DecodedPath.of(request.path()).text();
            String query = request.query();
            return pattern.matches(path) || (query != null && pattern.matches(path + '?' + query));
        }
    }

    private record Header(String name, Glob pattern) implements Field {
        @Override
        public boolean matches(HttpRequest request) {
            return request.headers(name).stream().anyMatch(pattern::matches);
        }
    }
}
