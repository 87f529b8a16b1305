package io.sluice.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Clocks of clients and of others who write are wrong by decades: order is that of offsets, and nothing expires. */
class ClockFaultIT {
    private static final String PAST = "Thu, 01 Jan 1970 00:00:01 GMT";
    private static final String FUTURE = "Fri, 31 Dec 2100 23:59:59 GMT";
    private static final Duration SHOWN = Duration.ofSeconds(10);

    @Test
    void noClockMatters() {
        try (var scenario = Scenario.of("clocks")) {
            timestampsOfRecordsChangeNothing(scenario);
            datesOfRequestsChangeNothing(scenario);
            scenario.finish();
        }
    }

    private static void timestampsOfRecordsChangeNothing(Scenario scenario) {
        long decades = Duration.ofDays(20_000).toMillis();
        long now = System.currentTimeMillis();
        for (long timestamp : List.of(now + decades, 0L, now, 1L)) {
            String json = Items.json("k", timestamp, 10);
            Outsider.write(scenario.brokers(), scenario.topic("items"), "k", json, timestamp);

            Pause.until(
                    "the record with the timestamp " + timestamp, SHOWN, () -> scenario.isAnswered("/items/k", json));
        }
    }

    private static void datesOfRequestsChangeNothing(Scenario scenario) {
        long version = 0;
        for (String date : List.of(FUTURE, PAST, FUTURE)) {
            String id = "v" + ++version;
            String json = Items.json("k", version, 10);
            var headers = Map.of("content-type", "application/json");
            var write = new Write(id, scenario.topic("items"), "k", json, headers);
            scenario.caller().insist(write, "PUT", "/items/k", json, "content-type", "application/json", "date", date);
            var asked = Map.of("content-type", "application/json", ":path", "/orders", "date", date);
            var order = new Write("o" + id, scenario.topic("requests"), "o" + id, "{}", asked);
            Answer reply = scenario.caller()
                    .insist(order, "POST", "/orders", "{}", "content-type", "application/json", "date", date);
            Answer again = scenario.caller()
                    .repeat("POST", "/orders", "{}", "idempotency-key", "o" + id, "content-type", "application/json");

            assertThat(scenario.isAnswered("/items/k", json)).isTrue();
            assertThat(again.body()).isEqualTo(reply.body());
        }
    }
}
