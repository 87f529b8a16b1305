package io.sluice.engine.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Entity tags in field values (RFC 9110 section 8.8.3).
 *
 * <p>An <em>opaque</em> tag is the text between the quotes. What a quoted tag cannot hold (quotes, spaces, controls, percent signs,
 * non-ASCII) is percent-encoded when it is quoted.
 */
public final class EntityTags {
    private EntityTags() {}

    /** The opaque tag as a strong entity tag. */
    public static String quote(String opaque) {
        return '"' + encode(opaque) + '"';
    }

    /**
     * Whether {@code If-None-Match} names an existing representation (RFC 9110 section 13.1.2, weak comparison).
     *
     * <p>Tags without quotes are accepted as well, because that is how Zilla writes them. What is malformed names nothing.
     *
     * @param fieldValues the values of all {@code If-None-Match} fields; empty when there are none
     * @param etag the representation's opaque tag
     */
    public static boolean noneMatchHits(List<String> fieldValues, String etag) {
        if (fieldValues.isEmpty()) {
            return false;
        }
        String encoded = encode(etag);
        for (String value : fieldValues) {
            String trimmed = value.strip();
            // A tag without quotes may hold commas of its own: the whole value is tried before its members.
            if (trimmed.equals("*") || trimmed.equals(etag) || new EntityTagList(trimmed).contains(encoded)) {
                return true;
            }
        }
        return false;
    }

    /** The opaque tag of what stands between the quotes that {@link #quote} wrote; what is not its encoding stays as it is. */
    public static String decode(String quoted) {
        if (quoted.indexOf('%') < 0) {
            return quoted;
        }
        try {
            return URLDecoder.decode(quoted.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return quoted; // some other service's tag with a percent sign of its own
        }
    }

    private static String encode(String opaque) {
        if (isPlain(opaque)) {
            return opaque;
        }
        var encoded = new StringBuilder();
        for (byte octet : opaque.getBytes(StandardCharsets.UTF_8)) {
            if (isEtagCharacter(octet)) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(String.format("%02X", octet));
            }
        }
        return encoded.toString();
    }

    private static boolean isPlain(String opaque) {
        for (int i = 0; i < opaque.length(); i++) {
            if (!isEtagCharacter(opaque.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isEtagCharacter(int c) {
        return c > ' ' && c < 0x7F && c != '"' && c != '%';
    }
}
