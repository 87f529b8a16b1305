package io.sluice.rest.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A member of an {@code Accept} field (RFC 9110 section 12.5.1).
 *
 * @param type in lower case, {@code *} for any
 * @param subtype in lower case, {@code *} for any
 * @param parameters but the weight, as they were sent: empty, or beginning with a semicolon
 * @param weight in thousandths
 */
record MediaRange(String type, String subtype, String parameters, int weight) {
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final Pattern RANGE = Pattern.compile("(" + TOKEN + ")/(" + TOKEN + ")((?:\\s*;.*)?)");
    private static final Pattern WEIGHT = Pattern.compile("(?i)q\\s*=\\s*(0(?:\\.\\d{0,3})?|1(?:\\.0{0,3})?)");
    private static final int FULL_WEIGHT = 1_000;
    /** Later members of absurd fields are not looked at. */
    private static final int MAX_RANGES = 100;

    /** The ranges of all fields, the most wanted first, in their order where they are wanted equally; unreadable ones are left out. */
    static List<MediaRange> parse(List<String> fields) {
        List<MediaRange> ranges = new ArrayList<>();
        for (String field : fields) {
            for (String member : field.split(",", MAX_RANGES)) {
                Matcher matcher = RANGE.matcher(member.strip());
                if (matcher.matches()) {
                    ranges.add(range(matcher.group(1), matcher.group(2), matcher.group(3)));
                }
            }
        }
        ranges.sort(Comparator.comparingInt((MediaRange range) -> -range.weight)
                .thenComparingInt(range -> -range.precision()));
        return ranges;
    }

    private static MediaRange range(String type, String subtype, String tail) {
        var parameters = new StringBuilder();
        int weight = FULL_WEIGHT;
        for (String parameter : tail.split(";", MAX_RANGES)) {
            String text = parameter.strip();
            Matcher matcher = WEIGHT.matcher(text);
            if (matcher.matches()) {
                weight = (int) Math.round(Double.parseDouble(matcher.group(1)) * FULL_WEIGHT);
            } else if (!text.isEmpty()) {
                parameters.append(';').append(text);
            }
        }
        return new MediaRange(
                type.toLowerCase(Locale.ROOT), subtype.toLowerCase(Locale.ROOT), parameters.toString(), weight);
    }

    /** Whether it takes a media type without parameters. */
    boolean takes(String mediaType) {
        int slash = mediaType.indexOf('/');
        return weight > 0
                && (type.equals("*") || type.equals(mediaType.substring(0, slash)))
                && (subtype.equals("*") || subtype.equals(mediaType.substring(slash + 1)));
    }

    /** Whether it names one media type. */
    boolean isExact() {
        return !type.equals("*") && !subtype.equals("*");
    }

    private int precision() {
        return isExact() ? 2 : type.equals("*") ? 0 : 1;
    }
}
