package io.sluice.rest;

import io.sluice.config.RestConsumersConfig;
import io.sluice.config.RestKafkaConfig;
import io.sluice.rest.consumer.ConsumerOptions;
import io.sluice.rest.consumer.ConsumersSettings;
import io.sluice.rest.consumer.ResetPolicy;

/** What the configuration means to consumer instances. Stateless. */
final class RestSettings {
    private RestSettings() {}

    /** What holds for all instances. */
    static ConsumersSettings consumers(RestKafkaConfig config) {
        ConsumersSettings usual = ConsumersSettings.defaults();
        return new ConsumersSettings(
                config.limits().consumers(),
                config.consumers().timeout(),
                config.strict(),
                config.consumers().maxBytes(),
                usual.maxRecords(),
                config.limits().bufferBytes(),
                usual.autoCommitInterval(),
                usual.topicCheck(),
                usual.group());
    }

    /** What holds for an instance whose client does not say otherwise. */
    static ConsumerOptions defaults(RestConsumersConfig config) {
        return ConsumerOptions.defaults()
                .withReset(ResetPolicy.parse(config.autoOffsetReset()))
                .withAutoCommit(config.autoCommit())
                .withFetchMinBytes(config.fetchMinBytes())
                .withRequestTimeout(config.requestTimeout());
    }
}
