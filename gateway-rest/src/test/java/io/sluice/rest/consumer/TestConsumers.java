package io.sluice.rest.consumer;

import io.sluice.rest.broker.BrokerLoop;
import java.time.Duration;

/** Instances on the shared broker, with times that suit tests. */
final class TestConsumers {
    /** Reads from the beginning, commits by itself, and waits long enough. */
    static final ConsumerOptions OPTIONS = ConsumerOptions.defaults()
            .withReset(ResetPolicy.parse("earliest"))
            .withRequestTimeout(Duration.ofSeconds(10));

    private TestConsumers() {}

    static ConsumersSettings settings() {
        return settings(false, 64L << 20, 10_000);
    }

    static ConsumersSettings settings(boolean strictFill, long bufferBytes, int maxInstances) {
        var defaults = ConsumersSettings.defaults();
        return new ConsumersSettings(
                maxInstances,
                Duration.ofSeconds(5),
                strictFill,
                defaults.maxResponseBytes(),
                defaults.maxRecords(),
                bufferBytes,
                Duration.ofSeconds(5),
                Duration.ofMillis(200),
                new ConsumersSettings.GroupTimes(10_000, 100, 20_000));
    }

    static BrokerLoop startLoop() {
        var loop = new BrokerLoop("test", TestKafka.settings());
        loop.start();
        return loop;
    }

    static ConsumerInstance create(Consumers consumers, String group, ConsumerOptions options) {
        return consumers.create(group, TestKafka.name("instance"), options).orElseThrow();
    }
}
