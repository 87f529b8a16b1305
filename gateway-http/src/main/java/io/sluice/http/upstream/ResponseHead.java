package io.sluice.http.upstream;

import io.sluice.engine.http.HttpFields;
import io.sluice.http.FieldRules;
import java.nio.charset.StandardCharsets;

/**
 * The head of an HTTP/1.x response.
 *
 * @param version10 whether it is one of HTTP/1.0
 * @param status 100..599
 * @param fields all of them, as they came
 */
record ResponseHead(boolean version10, int status, HttpFields fields) {
    private static final String LINE_END = "\r\n";
    private static final int VERSION_LENGTH = "HTTP/1.1 ".length();
    private static final int STATUS_END = VERSION_LENGTH + 3;
    private static final int LEAST_STATUS = 100;
    private static final int MOST_STATUS = 599;

    /**
     * Reads a head, from its first byte to the empty line at its end.
     *
     * @throws MalformedResponseException if it is anything but that; lines must end with CR LF and not be folded
     */
    static ResponseHead parse(byte[] bytes, int length) throws MalformedResponseException {
        String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        int end = text.indexOf(LINE_END);
        String line = text.substring(0, end);
        boolean version10 = line.startsWith("HTTP/1.0 ");
        if (!version10 && !line.startsWith("HTTP/1.1 ")) {
            throw new MalformedResponseException("The first line names no version of HTTP/1");
        }
        int status = status(line);
        var fields = HttpFields.builder();
        int from = end + LINE_END.length();
        for (end = text.indexOf(LINE_END, from); end > from; end = text.indexOf(LINE_END, from)) {
            addField(text.substring(from, end), fields);
            from = end + LINE_END.length();
        }
        return new ResponseHead(version10, status, fields.build());
    }

    private static int status(String line) throws MalformedResponseException {
        boolean ends = line.length() == STATUS_END || (line.length() > STATUS_END && line.charAt(STATUS_END) == ' ');
        int status = 0;
        for (int i = VERSION_LENGTH; ends && i < STATUS_END; i++) {
            int digit = line.charAt(i) - '0';
            status = digit < 0 || digit > 9 ? -1_000 : status * 10 + digit;
        }
        if (status < LEAST_STATUS || status > MOST_STATUS || !FieldRules.isValue(line)) {
            throw new MalformedResponseException("The first line has no status of three digits, 100 to 599");
        }
        return status;
    }

    private static void addField(String line, HttpFields.Builder fields) throws MalformedResponseException {
        int colon = line.indexOf(':');
        String name = colon < 0 ? "" : line.substring(0, colon);
        String value = colon < 0 ? "" : strip(line.substring(colon + 1));
        if (!FieldRules.isName(name) || !FieldRules.isValue(value)) {
            throw new MalformedResponseException("A line is no field: name, colon, value without control characters");
        }
        fields.add(name, value);
    }

    /** Without the whitespace around it (RFC 9110 section 5.6.3); other characters that Java counts as such are content. */
    private static String strip(String value) {
        int from = 0;
        int to = value.length();
        while (from < to && isSpace(value.charAt(from))) {
            from++;
        }
        while (from < to && isSpace(value.charAt(to - 1))) {
            to--;
        }
        return value.substring(from, to);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }
}
