package io.sluice.kafka.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How large batches of topics may be ({@code max.message.bytes}).
 *
 * <p>A record above it must not reach a producer: with a small one behind it in its batch, the client library splits the
 * batch into the very same batch, and sends that again and again until its delivery time is over.
 *
 * <p>Any thread may ask; what is learned comes on the admin client's thread.
 */
final class BatchLimits {
    private static final Logger LOGGER = LoggerFactory.getLogger(BatchLimits.class);
    private static final int ASK_TIMEOUT_MILLIS = 4_000;
    private static final long KEEP_NANOS = Duration.ofMinutes(5).toNanos();

    private final Map<String, Integer> bytes = new ConcurrentHashMap<>();
    private volatile long refreshedAt = System.nanoTime();

    /** The limit of a topic; the highest number when it is not known. */
    int of(String topic) {
        return bytes.getOrDefault(topic, Integer.MAX_VALUE);
    }

    void forget(String topic) {
        bytes.remove(topic);
    }

    /** Asks for the limits of topics and goes on, also when they cannot be had. */
    void learn(Admin admin, Collection<String> topics, Runnable then) {
        List<ConfigResource> resources = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        var options = new DescribeConfigsOptions().timeoutMs(ASK_TIMEOUT_MILLIS);
        Map<ConfigResource, KafkaFuture<Config>> answers =
                admin.describeConfigs(resources, options).values();
        List<KafkaFuture<Config>> noted = new ArrayList<>();
        answers.forEach((resource, answer) ->
                noted.add(answer.whenComplete((config, failure) -> note(resource.name(), config, failure))));
        var unused =
                KafkaFuture.allOf(noted.toArray(KafkaFuture[]::new)).whenComplete((nothing, failure) -> then.run());
    }

    private void note(String topic, @Nullable Config config, @Nullable Throwable failure) {
        if (config == null) {
            LOGGER.atDebug()
                    .addKeyValue("topic", topic)
                    .addKeyValue("error", String.valueOf(failure))
                    .log("the topic's max.message.bytes is not known");
            return;
        }
        ConfigEntry entry = config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
        if (entry != null && entry.value() != null) {
            bytes.put(topic, Integer.parseInt(entry.value()));
        }
    }

    /** Asks again for what is known, every few minutes. */
    void refresh(Admin admin, Collection<String> topics) {
        long now = System.nanoTime();
        if (now - refreshedAt > KEEP_NANOS) {
            refreshedAt = now;
            learn(admin, topics.stream().filter(bytes::containsKey).toList(), () -> {});
        }
    }
}
