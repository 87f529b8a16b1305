package io.sluice.config.fold;

import java.util.Locale;
import java.util.Set;

/** Writes header fields for people; those that carry credentials without their values. Stateless. */
final class HeaderText {
    private static final Set<String> CREDENTIALS =
            Set.of("authorization", "proxy-authorization", "cookie", "set-cookie", "x-api-key", "api-key");

    private HeaderText() {}

    /** {@code name=value}. */
    static String of(String name, Object value) {
        return name + "=" + (CREDENTIALS.contains(name.toLowerCase(Locale.ROOT)) ? "***" : value);
    }
}
