package io.sluice.record.recorder.redact;

import java.util.Locale;
import java.util.Set;

/** Masks what cookies say and keeps what they are called. One thread. */
final class Cookies {
    private static final Set<String> ATTRIBUTES =
            Set.of("path", "domain", "expires", "max-age", "secure", "httponly", "samesite", "partitioned", "priority");

    private final Mask mask;

    Cookies(Mask mask) {
        this.mask = mask;
    }

    /** A {@code cookie} field: pairs with semicolons between. */
    String sent(String field) {
        var edit = new TextEdit(field);
        int start = 0;
        while (start < field.length()) {
            int end = end(field, start);
            pair(field, start, end, edit);
            start = end + 1;
        }
        return edit.result();
    }

    /** A {@code set-cookie} field: a pair, and attributes of which those that browsers know are kept. */
    String set(String field) {
        var edit = new TextEdit(field);
        int start = end(field, 0) + 1;
        pair(field, 0, start - 1, edit);
        while (start < field.length()) {
            int end = end(field, start);
            int equals = field.indexOf('=', start);
            int nameEnd = equals < 0 || equals > end ? end : equals;
            if (!ATTRIBUTES.contains(field.substring(start, nameEnd).strip().toLowerCase(Locale.ROOT))) {
                pair(field, start, end, edit);
            }
            start = end + 1;
        }
        return edit.result();
    }

    private static int end(String field, int start) {
        int end = field.indexOf(';', start);
        return end < 0 ? field.length() : end;
    }

    /** What has no equals sign may be a value. */
    private void pair(String field, int start, int end, TextEdit edit) {
        int equals = field.indexOf('=', start);
        int value = equals < 0 || equals >= end ? start : equals + 1;
        while (value < end && field.charAt(value) == ' ') {
            value++;
        }
        if (value < end) {
            edit.replace(value, end, mask.of(field.substring(value, end)));
        }
    }
}
