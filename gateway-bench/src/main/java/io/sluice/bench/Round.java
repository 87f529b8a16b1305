package io.sluice.bench;

/**
 * What one side did in one round. What was not measured is {@link Double#NaN}. Immutable.
 *
 * @param value the figure that is compared, in the case's unit
 * @param p50Millis the median latency
 * @param p99Millis the latency that one in a hundred exceeds
 * @param cpuMicros the CPU time that the server's process used per request, in microseconds
 */
public record Round(double value, double p50Millis, double p99Millis, double cpuMicros) {

    /** A round that measured one figure only. */
    public static Round of(double value) {
        return new Round(value, Double.NaN, Double.NaN, Double.NaN);
    }

    /** A round of latencies in milliseconds, sorted; the median is what is compared. */
    public static Round ofLatencies(double[] sortedMillis) {
        double p50 = Spread.percentile(sortedMillis, 50);
        return new Round(p50, p50, Spread.percentile(sortedMillis, 99), Double.NaN);
    }
}
