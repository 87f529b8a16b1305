package io.sluice.bench;

import java.util.Arrays;
import java.util.Collection;

/**
 * The middle and the ends of some measurements. Immutable.
 *
 * @param min the smallest
 * @param median the middle one, or between the two middle ones
 * @param max the largest
 */
public record Spread(double min, double median, double max) {
    /** What was not measured. */
    public static final Spread NONE = new Spread(Double.NaN, Double.NaN, Double.NaN);

    /** The spread of measurements; {@link #NONE} when there are none or one is missing. */
    public static Spread of(Collection<Double> measurements) {
        double[] sorted =
                measurements.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0 || Arrays.stream(sorted).anyMatch(Double::isNaN)) {
            return NONE;
        }
        return new Spread(sorted[0], percentile(sorted, 50), sorted[sorted.length - 1]);
    }

    /** The spread of one measurement. */
    public static Spread of(double measurement) {
        return new Spread(measurement, measurement, measurement);
    }

    /** Whether there is something. */
    public boolean isMeasured() {
        return !Double.isNaN(median);
    }

    /**
     * The value below which a share of sorted measurements lies, interpolated between neighbours.
     *
     * @param percent 0..100
     * @throws IllegalArgumentException without measurements
     */
    public static double percentile(double[] sorted, double percent) {
        if (sorted.length == 0) {
            throw new IllegalArgumentException("sorted: no measurements");
        }
        double position = percent / 100 * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
