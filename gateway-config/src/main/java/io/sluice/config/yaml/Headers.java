package io.sluice.config.yaml;

import io.sluice.config.Location;
import io.sluice.config.Quoted;
import io.sluice.config.Text;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Reads names of HTTP headers, which are tokens (RFC 9110, section 5.1) and become lower case. */
final class Headers {

    private Headers() {}

    /** Names to values; empty when absent. */
    static Map<String, Text> map(Cursor cursor, String key) {
        Cursor members = cursor.mapping(key);
        Map<String, Text> headers = new LinkedHashMap<>();
        if (members == null) {
            return headers;
        }
        members.allTexts().forEach((name, value) -> {
            Location at = members.keyAt(name);
            String header = name(members, new Text(name, at));
            if (headers.putIfAbsent(header, value) != null) {
                members.problems().error(at, "duplicate header " + Quoted.of(header));
            }
        });
        return headers;
    }

    /** The name in lower case; reported when it is not a token. */
    static String name(Cursor cursor, Text name) {
        if (!Grammar.isHeaderName(name.value())) {
            cursor.problems().error(name.at(), Quoted.of(name.value()) + " is not a header name");
        }
        return name.value().toLowerCase(Locale.ROOT);
    }
}
