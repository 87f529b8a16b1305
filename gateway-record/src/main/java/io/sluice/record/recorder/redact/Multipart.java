package io.sluice.record.recorder.redact;

/** Masks those parts of a multipart form whose names are secret. One thread. */
final class Multipart {
    private static final String NAME = "name=";
    private static final int LONGEST_NAME = 200;

    private final SecretNames names;
    private final Mask mask;

    Multipart(SecretNames names, Mask mask) {
        this.names = names;
        this.mask = mask;
    }

    /** The body with the contents of such parts masked; the same object if there are none. */
    String mask(String body) {
        var edit = new TextEdit(body);
        int at = body.indexOf(NAME);
        while (at >= 0) {
            int start = at + NAME.length();
            start += start < body.length() && body.charAt(start) == '"' ? 1 : 0;
            int next = isSecret(body, start) ? content(body, start, edit) : start;
            at = body.indexOf(NAME, next);
        }
        return edit.result();
    }

    private boolean isSecret(String body, int start) {
        int end = start;
        while (end < body.length() && end < start + LONGEST_NAME && "\";\r\n".indexOf(body.charAt(end)) < 0) {
            end++;
        }
        return names.contain(body, start, end);
    }

    /** Masks what follows the part's head, up to the line that ends it. */
    private int content(String body, int from, TextEdit edit) {
        int head = body.indexOf("\n\r\n", from);
        int bare = body.indexOf("\n\n", from);
        boolean isBare = bare >= 0 && (head < 0 || bare < head);
        if (head < 0 && !isBare) {
            return body.length();
        }
        int start = isBare ? bare + 2 : head + 3;
        int end = body.indexOf("\n--", start);
        end = end < 0 ? body.length() : end;
        end -= end > start && body.charAt(end - 1) == '\r' && end < body.length() ? 1 : 0;
        if (start < end) {
            edit.replace(start, end, mask.of(body.substring(start, end)));
        }
        return end;
    }
}
