package io.sluice.record.recorder.redact;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.List;

/** Masks what matches one of the configured expressions. Time is linear in the text. One thread. */
final class Patterns {
    private final Pattern[] patterns;
    private final Mask mask;

    Patterns(List<String> patterns, Mask mask) {
        this.patterns = patterns.stream().map(RedactionSettings::compile).toArray(Pattern[]::new);
        this.mask = mask;
    }

    /** Whether there is none. */
    boolean isEmpty() {
        return patterns.length == 0;
    }

    /** The text with all matches masked; the same object if there are none. */
    String mask(String text) {
        String masked = text;
        for (Pattern pattern : patterns) {
            masked = mask(masked, pattern.matcher(masked));
        }
        return masked;
    }

    private String mask(String text, Matcher matcher) {
        var edit = new TextEdit(text);
        while (matcher.find()) {
            if (matcher.end() > matcher.start()) {
                edit.replace(matcher.start(), matcher.end(), mask.of(matcher.group()));
            }
        }
        return edit.result();
    }
}
