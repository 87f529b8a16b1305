package io.sluice.config.yaml;

import java.util.regex.Pattern;

/** The words that a configuration may use for names. All patterns match in linear time. */
final class Grammar {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z]+[a-zA-Z0-9._\\-]*+");
    /** RFC 9110 section 5.6.2. */
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]++");

    private static final Pattern ORIGIN = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*+://[^/?#@\\s]++");

    private Grammar() {}

    /** A name of a namespace, binding, guard, vault, catalog or exporter. */
    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** A method or header name. */
    static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    /** A header name or a pseudo header such as {@code :path}. */
    static boolean isHeaderName(String text) {
        return isToken(text.startsWith(":") ? text.substring(1) : text);
    }

    /** An origin as browsers write it, {@code null} for opaque ones, or {@code *} for any. */
    static boolean isOrigin(String text) {
        return text.equals("*") || text.equals("null") || ORIGIN.matcher(text).matches();
    }
}
