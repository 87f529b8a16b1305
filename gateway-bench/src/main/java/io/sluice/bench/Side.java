package io.sluice.bench;

import java.util.List;
import java.util.function.Function;

/**
 * What is reported of one side. Immutable.
 *
 * @param value the figure that is compared, in the row's unit
 * @param p50Millis median latencies
 * @param p99Millis 99th percentiles of latency
 * @param cpuMicros CPU time per request, in microseconds
 * @param residentBytes the process's resident memory after the last round; 0 when it does not matter
 */
public record Side(Spread value, Spread p50Millis, Spread p99Millis, Spread cpuMicros, long residentBytes) {

    /** Sums up rounds. */
    public static Side of(List<Round> rounds, long residentBytes) {
        return new Side(
                spread(rounds, Round::value),
                spread(rounds, Round::p50Millis),
                spread(rounds, Round::p99Millis),
                spread(rounds, Round::cpuMicros),
                residentBytes);
    }

    private static Spread spread(List<Round> rounds, Function<Round, Double> figure) {
        return Spread.of(rounds.stream().map(figure).toList());
    }
}
