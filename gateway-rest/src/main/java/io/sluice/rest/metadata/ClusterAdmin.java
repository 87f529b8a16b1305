package io.sluice.rest.metadata;

import static java.util.Objects.requireNonNull;

import io.sluice.rest.web.RestException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;

/**
 * The admin client of a proxy. A thread {@code admin-<exit>} makes it with the first question, because that looks up the
 * names of brokers, and puts the questions: an I/O thread calls no Kafka client.
 */
public final class ClusterAdmin implements AutoCloseable {
    private static final int MAX_QUESTIONS = 1_000;
    private static final long KEEP_THREAD_SECONDS = 60;
    private static final Duration MAX_CLOSING = Duration.ofSeconds(2);

    private final Supplier<Admin> factory;
    private final ThreadPoolExecutor thread;
    private @Nullable Admin admin; // owned by the thread

    /**
     * Without a client yet.
     *
     * @param exit the cluster's name, in the thread's name
     * @param factory makes the client; called by the thread
     */
    public ClusterAdmin(String exit, Supplier<Admin> factory) {
        this.factory = factory;
        thread = new ThreadPoolExecutor(
                1, 1, KEEP_THREAD_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_QUESTIONS), task -> {
                    var made = new Thread(task, "admin-" + exit);
                    made.setDaemon(true);
                    return made;
                });
        thread.allowCoreThreadTimeOut(true);
    }

    /**
     * Puts a question, which is answered within the client's timeout. Any thread.
     *
     * @param question called by the thread; must not wait for the answer
     */
    public <T> CompletionStage<T> ask(Function<Admin, KafkaFuture<T>> question) {
        var answer = new CompletableFuture<T>();
        try {
            thread.execute(() -> {
                try {
                    var unused =
                            question.apply(client()).whenComplete((value, failure) -> complete(answer, value, failure));
                } catch (KafkaException | RestException e) {
                    answer.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(
                    new RestException(503, 50302, "Too many questions are waiting for Kafka; ask again later."));
        }
        return answer;
    }

    private static <T> void complete(CompletableFuture<T> answer, T value, @Nullable Throwable failure) {
        if (failure == null) {
            answer.complete(value);
        } else {
            answer.completeExceptionally(failure);
        }
    }

    private Admin client() {
        Admin known = admin;
        if (known == null) {
            try {
                known = factory.get();
            } catch (KafkaException e) {
                throw new RestException(503, 50302, "Kafka cannot be reached: no broker's address can be looked up.");
            }
            admin = known;
        }
        return known;
    }

    /** A topic with its partitions; fails with {@code UnknownTopicOrPartitionException} when it is not there. Any thread. */
    public CompletionStage<TopicDescription> topic(String name) {
        return ask(client -> requireNonNull(
                client.describeTopics(List.of(name)).topicNameValues().get(name)));
    }

    /** The configuration of a topic, defaults included. Any thread. */
    public CompletionStage<Config> topicConfig(String name) {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        return ask(client -> requireNonNull(
                client.describeConfigs(List.of(resource)).values().get(resource)));
    }

    /** An offset of a partition. Any thread. */
    public CompletionStage<Long> offset(TopicPartition partition, OffsetSpec spec) {
        return ask(client -> client.listOffsets(Map.of(partition, spec)).partitionResult(partition))
                .thenApply(ListOffsetsResult.ListOffsetsResultInfo::offset);
    }

    @Override
    public void close() {
        thread.getQueue().clear(); // nobody waits for answers any more
        thread.execute(() -> {
            if (admin != null) {
                admin.close(MAX_CLOSING);
            }
        });
        thread.shutdown();
        try {
            if (!thread.awaitTermination(2 * MAX_CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
