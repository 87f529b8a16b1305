package io.sluice.engine.http;

import java.util.List;
import java.util.Locale;

/** Reads {@code Accept-Encoding} (RFC 9110 section 12.5.3). */
public final class AcceptEncoding {
    private AcceptEncoding() {}

    /**
     * Whether a client takes a body in gzip: it names {@code gzip}, {@code x-gzip} or {@code *} with a weight above 0,
     * and the name counts before the asterisk.
     *
     * @param fieldValues the values of all {@code Accept-Encoding} fields; empty when there are none
     */
    public static boolean takesGzip(List<String> fieldValues) {
        boolean any = false;
        for (String value : fieldValues) {
            for (String member : value.split(",", -1)) {
                String coding = member.toLowerCase(Locale.ROOT).strip();
                int parameters = coding.indexOf(';');
                String name = parameters < 0
                        ? coding
                        : coding.substring(0, parameters).strip();
                if (name.equals("gzip") || name.equals("x-gzip")) {
                    return parameters < 0 || isWanted(coding.substring(parameters + 1));
                }
                any |= name.equals("*") && (parameters < 0 || isWanted(coding.substring(parameters + 1)));
            }
        }
        return any;
    }

    /** A weight is 0 when nothing but zeros stands in it; what is no weight does not speak against the coding. */
    private static boolean isWanted(String parameter) {
        String weight = parameter.strip();
        return !weight.startsWith("q=") || weight.chars().skip(2).anyMatch(c -> c >= '1' && c <= '9');
    }
}
