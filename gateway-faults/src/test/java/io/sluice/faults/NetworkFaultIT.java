package io.sluice.faults;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The network between the gateway and all brokers fails; the brokers and the service go on. */
class NetworkFaultIT {
    private static final Duration FAULT = Duration.ofSeconds(4);

    /** Longer than requests may take, and than Kafka's own requests. */
    private static final Duration SILENCE = Duration.ofSeconds(12);

    private static final Duration DELAY = Duration.ofMillis(100);
    private static final long SLOW_BYTES_PER_SECOND = 100_000;

    @Test
    void connectionsAreCutAndRefused() {
        try (var scenario = Scenario.of("network-cut")) {
            scenario.run(() -> {
                scenario.brokers().links().forEach(Link::cut);
                Pause.of(FAULT);
                scenario.brokers().links().forEach(Link::heal);
            });
        }
    }

    @Test
    void nothingPassesAndNothingIsRefused() {
        try (var scenario = Scenario.of("network-silent")) {
            scenario.run(() -> {
                scenario.brokers().links().forEach(Link::blackHole);
                Pause.of(SILENCE);
                scenario.brokers().links().forEach(Link::heal);
            });
        }
    }

    @Test
    void everythingIsSlow() {
        try (var scenario = Scenario.of("network-slow")) {
            scenario.run(() -> {
                scenario.brokers().links().forEach(link -> link.slow(DELAY, SLOW_BYTES_PER_SECOND));
                Pause.of(FAULT);
                scenario.brokers().links().forEach(Link::heal);
            });
        }
    }
}
