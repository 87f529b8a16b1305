package io.sluice.rest.format;

/** The refusals of the API's catalogue that keys, values and schemas can meet. */
final class Failures {
    private static final int QUOTED = 200;

    private Failures() {}

    /** A value that does not fit its format or schema. */
    static FormatException badRequest(String text) {
        return new FormatException(400, 400, "Bad Request: " + text);
    }

    /** The text, or its beginning if it is long: what a client sent is not repeated at length. */
    static String quoted(String text) {
        if (text.length() <= QUOTED) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(QUOTED - 1)) ? QUOTED - 1 : QUOTED;
        return text.substring(0, end) + "...";
    }
}
