package io.sluice.record.schema;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

/** A format of JSON Schema that a text can be told to have. No text has two of them. */
public enum TextFormat {
    /** RFC 4122. */
    UUID("uuid"),
    /** RFC 3339. */
    DATE_TIME("date-time"),
    /** RFC 3339, full-date. */
    DATE("date"),
    /** RFC 5321, as far as people use it. */
    EMAIL("email"),
    /** RFC 3986, with a scheme and an authority. */
    URI("uri"),
    /** RFC 2673, dotted quad. */
    IPV4("ipv4");

    private static final int MAX_LENGTH = 2_048;

    private final String word;

    TextFormat(String word) {
        this.word = word;
    }

    /** What JSON Schema calls it. */
    public String word() {
        return word;
    }

    /** Whether a text has this format. Time is linear in the text's length. */
    public boolean fits(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return false;
        }
        return switch (this) {
            case UUID -> isUuid(text);
            case DATE_TIME -> isDateTime(text);
            case DATE -> isDate(text);
            case EMAIL -> isEmail(text);
            case URI -> isUri(text);
            case IPV4 -> isIpv4(text);
        };
    }

    private static boolean isUuid(String text) {
        if (text.length() != 36) {
            return false;
        }
        for (int i = 0; i < 36; i++) {
            boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
            char c = text.charAt(i);
            if (hyphen ? c != '-' : Character.digit(c, 16) < 0 || c > 'f') {
                return false;
            }
        }
        return true;
    }

    private static boolean isDateTime(String text) {
        if (text.length() < 20 || text.length() > 40 || text.charAt(4) != '-') {
            return false;
        }
        char middle = text.charAt(10);
        try {
            return (middle == 'T' || middle == 't')
                    && OffsetDateTime.parse(text).getYear() >= 0;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean isDate(String text) {
        if (text.length() != 10 || text.charAt(4) != '-') {
            return false;
        }
        try {
            return LocalDate.parse(text).getYear() >= 0;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean isEmail(String text) {
        return text.length() <= 254
                && text.indexOf('@') > 0
                && Patterns.EMAIL.matcher(text).matches();
    }

    private static boolean isUri(String text) {
        int colon = text.indexOf("://");
        if (colon <= 0 || colon > 20) {
            return false;
        }
        try {
            var uri = new URI(text);
            return uri.getScheme() != null && uri.getRawAuthority() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isIpv4(String text) {
        return text.length() <= 15 && Patterns.IPV4.matcher(text).matches();
    }

    /** Enums cannot refer to their static fields while constants are made. */
    private static final class Patterns {
        private static final Pattern EMAIL =
                Pattern.compile("[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
                        + "(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+");
        private static final String BYTE = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
        private static final Pattern IPV4 = Pattern.compile(BYTE + "(?:\\." + BYTE + "){3}");
    }
}
