package io.sluice.bench;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code wrk --latency} reports. Immutable.
 *
 * @param requests the answers it got
 * @param seconds how long it ran
 * @param requestsPerSecond answers per second
 * @param bytesPerSecond what it read per second, heads included
 * @param p50Millis median latency
 * @param p99Millis 99th percentile of latency
 * @param badStatuses answers of 400 and above
 * @param socketErrors connections, reads and writes that failed, and timeouts
 */
record WrkOutput(
        long requests,
        double seconds,
        double requestsPerSecond,
        double bytesPerSecond,
        double p50Millis,
        double p99Millis,
        long badStatuses,
        long socketErrors) {
    private static final Pattern TOTAL = Pattern.compile("(\\d+) requests in ([\\d.]+)(us|ms|s|m|h)");
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([\\d.]+)");
    private static final Pattern TRANSFER = Pattern.compile("Transfer/sec:\\s+([\\d.]+)([KMGT]?)B");
    private static final Pattern BAD = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");
    private static final Pattern ERRORS =
            Pattern.compile("Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)");

    /**
     * Reads the report.
     *
     * @throws BenchFailure if it is not one
     */
    static WrkOutput parse(String text) {
        Matcher total = require(TOTAL, text);
        Matcher transfer = require(TRANSFER, text);
        Matcher bad = BAD.matcher(text);
        Matcher errors = ERRORS.matcher(text);
        long failed = 0;
        if (errors.find()) {
            for (int i = 1; i <= errors.groupCount(); i++) {
                failed += Long.parseLong(errors.group(i));
            }
        }
        return new WrkOutput(
                Long.parseLong(total.group(1)),
                millis(total.group(2), total.group(3)) / 1_000,
                Double.parseDouble(require(RATE, text).group(1)),
                bytes(transfer.group(1), transfer.group(2)),
                percentile("50", text),
                percentile("99", text),
                bad.find() ? Long.parseLong(bad.group(1)) : 0,
                failed);
    }

    private static double percentile(String percent, String text) {
        Matcher line = require(Pattern.compile("\\s" + percent + "%\\s+([\\d.]+)(us|ms|s|m|h)"), text);
        return millis(line.group(1), line.group(2));
    }

    private static Matcher require(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new BenchFailure("wrk did not report /" + pattern + "/: " + text.strip());
        }
        return matcher;
    }

    private static double millis(String number, String unit) {
        double factor = switch (unit) {
            case "us" -> 0.001;
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            default -> 3_600_000;
        };
        return Double.parseDouble(number) * factor;
    }

    private static double bytes(String number, String unit) {
        return Double.parseDouble(number) * Math.pow(1024, unit.isEmpty() ? 0 : "KMGT".indexOf(unit) + 1);
    }
}
