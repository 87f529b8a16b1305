package io.sluice.engine.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks up and drops parameters of a query of {@code name=value} pairs. Stateless. */
public final class QueryText {
    private QueryText() {}

    /** The first value of a parameter, decoded; null when it is absent or cannot be decoded. */
    public static @Nullable String parameter(String query, String name) {
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && name.equals(decoded(pair.substring(0, equals)))) {
                return decoded(pair.substring(equals + 1));
            }
        }
        return null;
    }

    /** All values of a parameter, decoded where they can be; a parameter without an equals sign has the value "". */
    public static List<String> values(String query, String name) {
        List<String> values = new ArrayList<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (name.equals(decoded(equals < 0 ? pair : pair.substring(0, equals)))) {
                String raw = equals < 0 ? "" : pair.substring(equals + 1);
                values.add(Objects.requireNonNullElse(decoded(raw), raw));
            }
        }
        return values;
    }

    /** A query without the parameters of these names; the rest as it was. */
    public static String without(String query, Set<String> names) {
        return Arrays.stream(query.split("&", -1))
                .filter(pair -> {
                    int equals = pair.indexOf('=');
                    String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
                    return name == null || !names.contains(name);
                })
                .collect(Collectors.joining("&"));
    }

    private static @Nullable String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
