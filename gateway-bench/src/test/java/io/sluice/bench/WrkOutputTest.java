package io.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WrkOutputTest {
    private static final String CLEAN = """
            Running 3s test @ http://127.0.0.1:7114/items/1
              1 threads and 32 connections
              Thread Stats   Avg      Stdev     Max   +/- Stdev
                Latency     1.02ms    2.20ms  45.51ms   94.93%
                Req/Sec    51.33k     5.05k   60.70k    76.67%
              Latency Distribution
                 50%  512.00us
                 75%    0.88ms
                 90%    1.95ms
                 99%    1.10s
              153204 requests in 3.00s, 53.35MB read
            Requests/sec:  51044.27
            Transfer/sec:     17.77MB
            """;

    @Test
    void readsRatesAndLatencies() {
        WrkOutput output = WrkOutput.parse(CLEAN);

        assertThat(output).isEqualTo(new WrkOutput(153_204, 3.0, 51_044.27, 17.77 * (1 << 20), 0.512, 1_100, 0, 0));
    }

    @Test
    void countsBadStatusesAndSocketErrors() {
        String bad = CLEAN.replace("Requests/sec:", """
                  Socket errors: connect 1, read 20, write 300, timeout 4000
                  Non-2xx or 3xx responses: 17
                Requests/sec:""");

        WrkOutput output = WrkOutput.parse(bad);

        assertThat(output.socketErrors()).isEqualTo(4_321);
        assertThat(output.badStatuses()).isEqualTo(17);
    }

    @Test
    void refusesWhatIsNoReport() {
        assertThatThrownBy(() -> WrkOutput.parse("unable to connect to 127.0.0.1:1 Connection refused"))
                .isInstanceOf(BenchFailure.class)
                .hasMessageContaining("unable to connect");
    }
}
