package io.sluice.config;

/** Text of a configuration file as it may stand in a message: short, on one line, without control characters. */
public final class Quoted {
    private static final int LONGEST = 80;

    private Quoted() {}

    /** The text in double quotes. */
    public static String of(String text) {
        return '"' + bare(text) + '"';
    }

    /** The text without quotes. */
    public static String bare(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .limit(LONGEST)
                .map(point -> isShown(point) ? point : '?')
                .forEach(shown::appendCodePoint);
        return text.length() > LONGEST ? shown + "..." : shown.toString();
    }

    private static boolean isShown(int point) {
        int type = Character.getType(point);
        return !Character.isISOControl(point)
                && type != Character.FORMAT
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR
                && type != Character.SURROGATE;
    }
}
