package io.sluice.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A broker that leads a partition of every topic fails. */
class BrokerFaultIT {
    private static final Duration AWAY = Duration.ofSeconds(2);
    private static final Duration GIVES_UP = Duration.ofSeconds(30);

    @Test
    void leaderIsKilledAndStartedAgain() {
        try (var scenario = Scenario.of("leader-killed")) {
            Brokers brokers = scenario.brokers();
            scenario.run(() -> {
                int leader = brokers.leaderOf(scenario.topic("items"), 0);
                brokers.kill(leader);
                Pause.until(
                        "another leader",
                        Duration.ofSeconds(60),
                        () -> brokers.leaderOf(scenario.topic("items"), 0) != leader);
                Pause.of(AWAY);
                brokers.restart(leader);
                brokers.awaitAll();
            });
        }
    }

    /** A limit on the size of files stands for a disk that is full: writes fail with an error of the file system. */
    @Test
    void leaderRunsOutOfDisk() {
        assumeTrue(
                Child.exists("prlimit"),
                "the program prlimit (util-linux) is needed to let a broker's writes fail; the scenario is left out");
        try (var scenario = Scenario.of("disk-full")) {
            Brokers brokers = scenario.brokers();
            scenario.run(() -> {
                int leader = brokers.leaderOf(scenario.topic("items"), 0);
                Child broker = brokers.process(leader);
                assertThat(Child.output(List.of("prlimit", "--pid", Long.toString(broker.pid()), "--fsize=1:1")))
                        .isEmpty();
                broker.awaitEnd(GIVES_UP); // Kafka ends a broker that has no folder left to write to
                Pause.of(AWAY);
                brokers.restart(leader);
                brokers.awaitAll();
            });
        }
    }
}
