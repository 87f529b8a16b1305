package io.sluice.engine.http;

/** Reads the values of {@code Prefer} fields, one after the other, in one pass each. */
final class PreferReader {
    private static final String WAIT = "wait";
    private static final String RESPOND_ASYNC = "respond-async";

    private boolean waitSeen;
    private boolean respondAsyncSeen;
    private int waitSeconds = -1;
    private boolean respondAsync;

    /** Takes in the value of one field. */
    void read(String fieldValue) {
        int start = 0;
        while (start <= fieldValue.length()) {
            int end = endOfPreference(fieldValue, start);
            preference(fieldValue.substring(start, end));
            start = end + 1;
        }
    }

    /** What has been read. */
    Prefer result() {
        return waitSeconds < 0 && !respondAsync ? Prefer.NONE : new Prefer(waitSeconds, respondAsync);
    }

    /** The index of the next separator outside of a quoted string, or the end of the text. */
    private static int endOfPreference(String text, int start) {
        boolean quoted = false;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ',' || c == ';')) {
                return i;
            }
        }
        return text.length();
    }

    private void preference(String preference) {
        int equals = preference.indexOf('=');
        String name = (equals < 0 ? preference : preference.substring(0, equals)).strip();
        String value =
                equals < 0 ? "" : unquote(preference.substring(equals + 1).strip());
        if (name.equalsIgnoreCase(WAIT) && !waitSeen) {
            waitSeen = true;
            waitSeconds = seconds(value);
        } else if (name.equalsIgnoreCase(RESPOND_ASYNC) && !respondAsyncSeen) {
            respondAsyncSeen = true;
            respondAsync = value.isEmpty();
        }
    }

    private static String unquote(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    /** A positive number of seconds, at most {@link Integer#MAX_VALUE}; -1 for anything else. */
    private static int seconds(String value) {
        long seconds = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            seconds = Math.min(Integer.MAX_VALUE, seconds * 10 + (c - '0'));
        }
        return seconds == 0 ? -1 : (int) seconds;
    }
}
