package io.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HttpServerOptionsTest {

    @Test
    void refusesValuesOutOfRange() {
        var options = HttpServerOptions.on("localhost", 0);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpServerOptions.on("localhost", 70_000))
                .withMessage("port: 70000 (expected: 0..65535)");
        assertThatIllegalArgumentException().isThrownBy(() -> options.withBodyLimit(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> options.withHeaderLimit(10));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HttpServerOptions(
                        "localhost",
                        0,
                        1,
                        1_000,
                        HttpVersions.BOTH,
                        Duration.ofSeconds(-1),
                        Duration.ofMinutes(1),
                        ConnectionLimits.DEFAULT,
                        null));
    }

    @Test
    void speaksHttp2AndLimitsByDefault() {
        var options = HttpServerOptions.on("localhost", 0);

        assertThat(options.http2()).isTrue();
        assertThat(options.bodyLimitBytes()).isEqualTo(10 * 1024 * 1024);
        assertThat(options.headerLimitBytes()).isEqualTo(32 * 1024);
    }

    @Test
    void refusesAnIdleTimeoutOfNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HttpServerOptions(
                        "localhost",
                        0,
                        1,
                        1_000,
                        HttpVersions.BOTH,
                        Duration.ZERO,
                        Duration.ZERO,
                        ConnectionLimits.DEFAULT,
                        null))
                .withMessageContaining("idleTimeout");
    }

    @Test
    void refusesLimitsOfNothing() {
        var second = Duration.ofSeconds(1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConnectionLimits(0, 1, second, second, (peer, local) -> true));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConnectionLimits(1, -1, second, second, (peer, local) -> true));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConnectionLimits(1, 1, Duration.ZERO, second, (peer, local) -> true))
                .withMessageContaining("idle");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConnectionLimits(1, 1, second, Duration.ofDays(2), (peer, local) -> true))
                .withMessageContaining("read");
    }
}
