package io.sluice.rest.v3;

import io.sluice.rest.web.Causes;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Answers about several things, without those that have gone since they were listed. Stateless. */
final class Present {
    private Present() {}

    /** What is still there, in the order of the questions; fails when one of them fails for another reason. */
    static <T> CompletionStage<List<T>> of(Collection<KafkaFuture<T>> answers) {
        List<CompletableFuture<Optional<T>>> each =
                answers.stream().map(Present::orEmpty).toList();
        return CompletableFuture.allOf(each.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> each.stream()
                        .flatMap(answer -> answer.getNow(Optional.empty()).stream())
                        .toList());
    }

    private static <T> CompletableFuture<Optional<T>> orEmpty(KafkaFuture<T> answer) {
        return answer.toCompletionStage()
                .handle((value, failure) -> {
                    if (failure == null) {
                        return Optional.of(value);
                    }
                    Throwable cause = Causes.of(failure);
                    if (cause instanceof UnknownTopicOrPartitionException
                            || cause instanceof GroupIdNotFoundException) {
                        return Optional.<T>empty();
                    }
                    throw new CompletionException(cause);
                })
                .toCompletableFuture();
    }
}
