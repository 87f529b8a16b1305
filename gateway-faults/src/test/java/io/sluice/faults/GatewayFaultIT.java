package io.sluice.faults;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The gateway itself is killed in the middle of everything. */
class GatewayFaultIT {
    private static final Duration AWAY = Duration.ofSeconds(1);

    @Test
    void gatewayIsKilledAndStartedAgain() {
        try (var scenario = Scenario.of("gateway-killed")) {
            scenario.runBreakingConnections(() -> {
                scenario.gateway().kill();
                Pause.of(AWAY);
                scenario.gateway().restart();
                scenario.gateway().awaitReady();
            });
        }
    }
}
