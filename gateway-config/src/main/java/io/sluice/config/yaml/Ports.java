package io.sluice.config.yaml;

import io.sluice.config.PortRange;
import io.sluice.config.Quoted;
import io.sluice.config.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code port}: a number, a range {@code "7114-7116"}, or a list of these. */
final class Ports {
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?");

    private Ports() {}

    static List<PortRange> read(Cursor cursor, String key) {
        List<PortRange> ports = new ArrayList<>();
        for (YamlNode item : cursor.oneOrMany(key)) {
            Text text = cursor.anyText(item);
            if (text != null) {
                range(cursor, text).ifPresent(ports::add);
            }
        }
        return ports;
    }

    private static Optional<PortRange> range(Cursor cursor, Text text) {
        Matcher range = RANGE.matcher(text.value());
        if (range.matches()) {
            int first = Integer.parseInt(range.group(1));
            int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
            if (first <= last && last <= PortRange.MAX_PORT) {
                return Optional.of(new PortRange(text.at(), first, last));
            }
        }
        cursor.problems()
                .error(
                        text.at(),
                        Quoted.bare(text.value()) + " (expected: a port from 0 to " + PortRange.MAX_PORT
                                + ", or a range such as 7114-7116)");
        return Optional.empty();
    }
}
