package io.sluice.rest.produce;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.rest.broker.BrokerLoop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.protocol.Errors;

/**
 * Asks brokers for topics as a producer does, so that they create them if {@code auto.create.topics.enable} says so. The
 * first answer is that there is no such topic in either case, so a few more are asked for. Any thread.
 */
public final class OnDemandTopics implements Produce.NewTopics {
    private static final int ATTEMPTS = 10;
    private static final Executor PAUSED = CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS);
    /** Until then nobody asks again for a topic that was not created. */
    private static final Duration MEMORY = Duration.ofSeconds(5);

    private static final int REMEMBERED = 10_000;

    private final BrokerLoop loop;
    private final Cache<String, CompletableFuture<Boolean>> asked = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(MEMORY)
            .executor(Runnable::run)
            .build();

    /** Topics of the cluster that a loop is connected to. */
    public OnDemandTopics(BrokerLoop loop) {
        this.loop = loop;
    }

    @Override
    public CompletionStage<Boolean> ask(String topic) {
        return asked.get(topic, name -> attempt(name, ATTEMPTS));
    }

    private CompletableFuture<Boolean> attempt(String topic, int attempts) {
        return loop.metadata(topic, true).thenCompose(found -> {
            boolean mayCome =
                    found.error() == Errors.UNKNOWN_TOPIC_OR_PARTITION || found.error() == Errors.LEADER_NOT_AVAILABLE;
            if (mayCome && attempts > 1) {
                return CompletableFuture.runAsync(() -> {}, PAUSED)
                        .thenCompose(nothing -> attempt(topic, attempts - 1));
            }
            return CompletableFuture.completedFuture(found.error() == Errors.NONE);
        });
    }
}
