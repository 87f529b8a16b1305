package io.sluice.kafka.user;

import static java.util.Objects.requireNonNull;

import io.sluice.engine.http.Problem;
import io.sluice.kafka.cluster.Login;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Which topics one user may read, as the brokers tell the user.
 *
 * <p>An answer counts for a bounded time ({@link #GRANTED}, {@link #DENIED}). Whoever comes in the second half of that of
 * a right has it asked for again, so that one which is used stays known without anybody waiting. {@link #known} is for any
 * thread; the rest runs on the user's strand.
 */
final class UserRights {
    /** How long a right counts, and so the time in which one that was taken away is lost. */
    static final Duration GRANTED = Duration.ofSeconds(30);
    /** How long a right that is missing counts as missing, also for want of the topic. */
    static final Duration DENIED = Duration.ofSeconds(5);

    private static final int MAX_TOPICS = 100;
    private static final int MAX_WAITING = 1_000;

    private final UserContext context;
    private final Login login;
    private final Strand strand;
    private final Consumer<AuthenticationException> refused;
    private final Map<String, Right> known = new ConcurrentHashMap<>();

    // owned by the strand
    private final Map<String, List<Consumer<@Nullable Problem>>> asked = new HashMap<>();
    private int waiting;
    private boolean closed;
    private @Nullable Admin admin;

    /**
     * What the brokers said of a topic.
     *
     * @param refusal null if it may be read
     * @param renewal when to ask again, in the terms of {@link System#nanoTime}
     * @param end until when it counts
     */
    record Right(@Nullable Problem refusal, long renewal, long end) {}

    /**
     * Of a user of whom nothing is known yet.
     *
     * @param refused told that the brokers do not accept the user's credentials
     */
    UserRights(UserContext context, Login login, Strand strand, Consumer<AuthenticationException> refused) {
        this.context = context;
        this.login = login;
        this.strand = strand;
        this.refused = refused;
    }

    /** What counts at this moment; null when the brokers have to be asked. */
    @Nullable Right known(String topic) {
        Right right = known.get(topic);
        return right != null && context.nanoTime().getAsLong() - right.end() < 0 ? right : null;
    }

    /** Whether it is time to ask for a right again that still counts. */
    boolean isDue(Right right) {
        return context.nanoTime().getAsLong() - right.renewal() >= 0;
    }

    /** Asks the brokers; whoever asks the same meanwhile gets the same answer, on the strand or at once. */
    void ask(String topic, Consumer<@Nullable Problem> then) {
        if (closed || !context.reachable().getAsBoolean()) {
            then.accept(UserProblems.unreadable());
            return;
        }
        if (waiting >= MAX_WAITING) {
            then.accept(UserProblems.tooMany());
            return;
        }
        waiting++;
        List<Consumer<@Nullable Problem>> others = asked.get(topic);
        if (others != null) {
            others.add(then);
            return;
        }
        asked.put(topic, new ArrayList<>(List.of(then)));
        try {
            describe(topic);
        } catch (KafkaException e) { // such as a server's name that cannot be resolved
            learn(topic, null, e);
        }
    }

    private void describe(String topic) {
        Admin asker = admin == null ? context.clients().admin(login) : admin;
        admin = asker;
        var options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
        KafkaFuture<TopicDescription> answer = requireNonNull(
                asker.describeTopics(List.of(topic), options).topicNameValues().get(topic));
        var unused = answer.whenComplete((description, failure) -> strand.execute(() -> {
            if (admin == asker) { // else those who asked have been told
                learn(topic, description, causeOf(failure));
            }
        }));
    }

    private static @Nullable Throwable causeOf(@Nullable Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private void learn(String topic, @Nullable TopicDescription description, @Nullable Throwable failure) {
        if (failure instanceof AuthenticationException e) {
            refused.accept(e);
            return;
        }
        Problem refusal = refusal(description, failure);
        if (refusal == null) {
            remember(topic, null, GRANTED);
        } else if (description != null || isAnswer(failure)) {
            remember(topic, refusal, DENIED);
        }
        tell(topic, refusal);
    }

    private static boolean isAnswer(@Nullable Throwable failure) {
        return failure instanceof AuthorizationException || isMissing(failure);
    }

    private static boolean isMissing(@Nullable Throwable failure) {
        return failure instanceof UnknownTopicOrPartitionException || failure instanceof InvalidTopicException;
    }

    private static @Nullable Problem refusal(@Nullable TopicDescription description, @Nullable Throwable failure) {
        if (description != null) {
            boolean mayRead = description.authorizedOperations() != null
                    && description.authorizedOperations().contains(AclOperation.READ);
            return mayRead ? null : UserProblems.mayNotRead();
        }
        if (failure instanceof AuthorizationException) {
            return UserProblems.mayNotRead();
        }
        return isMissing(failure) ? UserProblems.missing() : UserProblems.unreadable();
    }

    private void remember(String topic, @Nullable Problem refusal, Duration time) {
        if (known.size() >= MAX_TOPICS) {
            known.clear();
        }
        long now = context.nanoTime().getAsLong();
        known.put(topic, new Right(refusal, now + time.toNanos() / 2, now + time.toNanos()));
    }

    private void tell(String topic, @Nullable Problem refusal) {
        List<Consumer<@Nullable Problem>> all = asked.remove(topic);
        if (all != null) {
            waiting -= all.size();
            all.forEach(then -> then.accept(refusal));
        }
    }

    /** Ends all questions, forgets all answers, and closes the connection. */
    void refuse(Problem problem) {
        known.clear();
        List.copyOf(asked.keySet()).forEach(topic -> tell(topic, problem));
        disconnect();
    }

    /** Ends all questions, and answers no more. */
    void close() {
        closed = true;
        refuse(UserProblems.unreadable());
    }

    private void disconnect() {
        if (admin != null) {
            admin.close(Duration.ZERO);
            admin = null;
        }
    }
}
