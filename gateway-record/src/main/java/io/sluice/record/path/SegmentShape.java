package io.sluice.record.path;

import io.sluice.record.exchange.RecordedExchange;
import io.sluice.record.schema.TextFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The shapes of path segments that are data rather than names, whatever else was seen at their place. */
enum SegmentShape {
    /** Digits. */
    INTEGER,
    /** A UUID of any version. */
    UUID,
    /** A calendar date. */
    DATE,
    /** An e-mail address. */
    EMAIL,
    /** Hexadecimal digits, 16 or more: object ids, hashes. */
    HEX,
    /** A ULID. */
    ULID,
    /** Letters and digits in a disorder that no word has. */
    TOKEN,
    /** A value that was redacted. */
    REDACTED;

    private static final int SHORTEST_HEX = 16;
    private static final int SHORTEST_TOKEN = 16;
    private static final int LONGEST = 512;
    private static final int CHANGES = 3;
    private static final Pattern ULID_PATTERN = Pattern.compile("[0-7][0-9A-HJKMNP-TV-Z]{25}");

    /** The shape of a segment; null when it is rather a name. */
    static @Nullable SegmentShape of(String segment) {
        int length = segment.length();
        if (length == 0 || length > LONGEST) {
            return length == 0 ? null : TOKEN;
        }
        if (segment.equals(RecordedExchange.REDACTED)) {
            return REDACTED;
        }
        int digits = 0;
        int hex = 0;
        for (int i = 0; i < length; i++) {
            char c = segment.charAt(i);
            digits += c >= '0' && c <= '9' ? 1 : 0;
            hex += Character.digit(c, 16) >= 0 ? 1 : 0;
        }
        if (digits == length || (digits == length - 1 && segment.charAt(0) == '-' && length > 1)) {
            return INTEGER;
        }
        if (digits > 0 && hex == length && length >= SHORTEST_HEX) {
            return HEX;
        }
        return ofMixed(segment, digits);
    }

    private static @Nullable SegmentShape ofMixed(String segment, int digits) {
        if (TextFormat.UUID.fits(segment)) {
            return UUID;
        }
        if (TextFormat.DATE.fits(segment)) {
            return DATE;
        }
        if (TextFormat.EMAIL.fits(segment)) {
            return EMAIL;
        }
        if (segment.length() == 26 && ULID_PATTERN.matcher(segment).matches()) {
            return ULID;
        }
        boolean disorder = digits > 0 && segment.length() >= SHORTEST_TOKEN && changes(segment) > CHANGES;
        return disorder ? TOKEN : null;
    }

    /** How often letters follow digits or the other way round; 0 if there is anything but letters, digits, - and _. */
    private static int changes(String segment) {
        int changes = 0;
        boolean digit = false;
        boolean letter = false;
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            boolean isDigit = c >= '0' && c <= '9';
            boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if ((isDigit && letter) || (isLetter && digit)) {
                changes++;
            }
            if (!isDigit && !isLetter && c != '-' && c != '_') {
                return 0;
            }
            digit = isDigit;
            letter = isLetter;
        }
        return changes;
    }
}
