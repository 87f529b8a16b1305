package io.sluice.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sluice.config.InvalidConfigException;
import io.sluice.config.fold.TopologyText;
import io.sluice.config.load.GatewayModel;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A configuration is loaded, or rejected with problems. */
class ConfigFuzz {
    @FuzzTest(maxDuration = "2m")
    void loadsOrIsRejectedWithProblems(byte[] file) {
        try {
            String text = new String(file, StandardCharsets.UTF_8);
            String shown = TopologyText.of(
                    GatewayModel.load("zilla.yaml", text, Map.of("KAFKA_BOOTSTRAP_SERVER", "localhost:9092"))
                            .topology());
            if (!shown.startsWith("listener ")) {
                throw new AssertionError("loaded, and serves nothing: " + shown);
            }
        } catch (InvalidConfigException e) {
            if (e.problems().isEmpty()) {
                throw new AssertionError("rejected without a problem", e);
            }
        }
    }
}
