package io.sluice.kafka.user;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.config.fold.ClusterConfig;
import io.sluice.engine.flow.Identity;
import io.sluice.engine.flow.Invocation;
import io.sluice.engine.http.Problem;
import io.sluice.engine.spi.UserHealth;
import io.sluice.kafka.fetch.ReadRight;
import io.sluice.kafka.produce.Acknowledged;
import io.sluice.kafka.produce.LogLimit;
import io.sluice.kafka.produce.Outgoing;
import io.sluice.kafka.produce.QueueRoom;
import io.sluice.kafka.produce.RecordSender;
import io.sluice.kafka.produce.Senders;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.AuthenticationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does for each sender what is done in the sender's own name: writes records, and finds out what it may read.
 *
 * <p>Users are bounded in number ({@code options.limits.users}): the one that was not used for longest makes room, but
 * none with anything on its way. Those who are idle for {@link #IDLE} are disconnected. What may block runs on threads
 * {@code user-<exit>}, of which there are as many as users who need one at that moment, so that nobody waits for a user
 * whose brokers do not answer. Credentials that brokers have refused are not shown to them again for {@link #MEMORY}.
 */
public final class Users implements Senders, ReadRight, AutoCloseable {
    /** How long a user stays connected without a request. */
    static final Duration IDLE = Duration.ofMinutes(5);
    /** How long refused credentials are remembered. */
    static final Duration MEMORY = Duration.ofSeconds(10);

    private static final Logger LOGGER = LoggerFactory.getLogger(Users.class);
    private static final int REMEMBERED = 10_000;
    private static final Duration SWEEP = Duration.ofSeconds(1);
    private static final Duration MAX_FLUSH = Duration.ofSeconds(10);
    private static final Duration LOG_PAUSE = Duration.ofMinutes(1);
    private static final int KEEP_THREAD_SECONDS = 10;

    private final String cluster;
    private final UserCredentials credentials;
    private final UserContext context;
    private final RecordSender own;
    private final int limit;
    private final ThreadPoolExecutor pool;
    private final ScheduledExecutorService sweeper;
    private final Map<String, UserSession> sessions = new ConcurrentHashMap<>();
    private final Cache<String, Boolean> refused = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(MEMORY)
            .executor(Runnable::run)
            .build();
    private final LogLimit userLog = new LogLimit(LOG_PAUSE);
    private final LogLimit everyLog = new LogLimit(SWEEP);
    private volatile boolean closed;

    /**
     * Creates it without connections.
     *
     * @param clients makes the users' Kafka clients
     * @param own writes what is written in the gateway's own name
     * @param room of records that are not acknowledged yet
     * @param acknowledged told of every acknowledged record
     * @param reachable whether brokers answer the gateway itself
     */
    public Users(
            ClusterConfig config,
            UserClients clients,
            RecordSender own,
            QueueRoom room,
            Acknowledged acknowledged,
            BooleanSupplier reachable) {
        this(config, clients, own, room, acknowledged, reachable, System::nanoTime);
    }

    Users(
            ClusterConfig config,
            UserClients clients,
            RecordSender own,
            QueueRoom room,
            Acknowledged acknowledged,
            BooleanSupplier reachable,
            LongSupplier nanoTime) {
        this.cluster = config.name().name();
        this.credentials = new UserCredentials(config);
        this.own = own;
        this.limit = config.client().limits().users();
        // A session runs one task at a time and no session is opened without room, so that this bounds the threads too.
        this.pool = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                KEEP_THREAD_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                daemons("user-" + cluster));
        this.sweeper = Executors.newSingleThreadScheduledExecutor(daemons("users-" + cluster));
        this.context = new UserContext(cluster, clients, room, acknowledged, reachable, pool, nanoTime);
    }

    private static ThreadFactory daemons(String name) {
        return task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Starts looking for users who are idle. */
    public void start() {
        var unused =
                sweeper.scheduleWithFixedDelay(this::sweep, SWEEP.toMillis(), SWEEP.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** How many there are. Any thread. */
    public UserHealth health() {
        refused.cleanUp();
        return new UserHealth(sessions.size(), limit, Math.toIntExact(refused.estimatedSize()));
    }

    @Override
    public RecordSender of(Identity identity) {
        UserCredential credential = credentials.of(identity);
        return credential == null ? own : (outgoing, turnEnd) -> offer(credential, outgoing);
    }

    private boolean offer(UserCredential credential, Outgoing outgoing) {
        if (closed) {
            return false;
        }
        if (isRefused(credential)) {
            outgoing.refuse(UserProblems.refused());
            return true;
        }
        UserSession session = enter(credential);
        if (session == null) {
            outgoing.refuse(UserProblems.tooMany());
            return true;
        }
        boolean taken = session.take(outgoing);
        if (!taken) {
            session.leave();
        }
        return taken;
    }

    @Override
    public void check(Invocation invocation, String topic, Runnable then) {
        UserCredential credential = credentials.of(invocation.identity());
        if (credential == null) {
            then.run();
            return;
        }
        if (isRefused(credential)) {
            invocation.fail(UserProblems.refused());
            return;
        }
        UserSession session = closed ? null : enter(credential);
        if (session == null) {
            invocation.fail(UserProblems.tooMany());
            return;
        }
        UserRights.Right right = session.rights().known(topic);
        if (right == null) {
            session.ask(rights -> rights.ask(topic, refusal -> {
                session.leave();
                invocation.execute(() -> answer(invocation, refusal, then));
            }));
            return;
        }
        if (session.rights().isDue(right)) {
            session.ask(rights -> rights.ask(topic, refusal -> session.leave()));
        } else {
            session.leave();
        }
        answer(invocation, right.refusal(), then);
    }

    private static void answer(Invocation invocation, @Nullable Problem refusal, Runnable then) {
        if (refusal != null) {
            invocation.fail(refusal);
            return;
        }
        try {
            then.run();
        } catch (RuntimeException e) {
            invocation.fail(e);
        }
    }

    private boolean isRefused(UserCredential credential) {
        return refused.getIfPresent(credential.proof()) != null;
    }

    /** The session of a user, which the caller uses from now on; null when all are in use. */
    private @Nullable UserSession enter(UserCredential credential) {
        UserSession session = sessions.get(credential.user());
        return session != null && session.enter(credential, context.nanoTime().getAsLong())
                ? session
                : open(credential);
    }

    private synchronized @Nullable UserSession open(UserCredential credential) {
        long now = context.nanoTime().getAsLong();
        UserSession known = sessions.get(credential.user());
        if (known != null && known.enter(credential, now)) {
            return known;
        }
        if (known == null && sessions.size() >= limit && !makeRoom()) {
            return null;
        }
        var session = new UserSession(credential, context, this::refused);
        session.enter(credential, now);
        sessions.put(credential.user(), session);
        return session;
    }

    private boolean makeRoom() {
        Optional<Map.Entry<String, UserSession>> idle = sessions.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, UserSession> entry) ->
                                !entry.getValue().isRefused())
                        .thenComparing(entry -> entry.getValue().lastUsed()))
                .filter(entry -> retire(entry.getKey(), entry.getValue()))
                .findFirst();
        return idle.isPresent();
    }

    /** Disconnects a user, unless there is something on its way. */
    private boolean retire(String user, UserSession session) {
        if (!session.retire()) {
            return false;
        }
        sessions.remove(user, session);
        session.close(Duration.ZERO, () -> {});
        return true;
    }

    /** Disconnects who is idle, and drops what nobody waits for any more. */
    void sweep() {
        try {
            long now = context.nanoTime().getAsLong();
            sessions.forEach((user, session) -> {
                boolean isIdle = now - session.lastUsed() > IDLE.toNanos();
                if (!((isIdle || session.isRefused()) && retire(user, session))) {
                    session.sweep();
                }
            });
        } catch (RuntimeException e) {
            LOGGER.atError().addKeyValue("exit", cluster).setCause(e).log("looking for idle users failed; going on");
        }
    }

    /** Called on the user's strand. */
    private void refused(UserCredential credential, AuthenticationException failure) {
        refused.put(credential.proof(), true);
        if (userLog.allows(credential.user()) && everyLog.allows(cluster)) {
            LOGGER.atWarn()
                    .addKeyValue("exit", cluster)
                    .addKeyValue("guard", credential.guard())
                    .addKeyValue("user", credential.label())
                    .addKeyValue("error", failure.getClass().getSimpleName())
                    .log("brokers refuse a user whom the guard knows; their log has the name and the reason");
        }
    }

    /** Takes nothing more, hands over what was taken, and waits up to fifteen seconds for its acknowledgement. */
    @Override
    public void close() {
        closed = true;
        sweeper.shutdownNow();
        List<UserSession> all = List.copyOf(sessions.values());
        sessions.clear(); // nothing is left to do when it is closed again
        var closing = new CountDownLatch(all.size());
        all.forEach(session -> session.close(MAX_FLUSH, closing::countDown));
        try {
            if (!closing.await(MAX_FLUSH.plusSeconds(5).toMillis(), TimeUnit.MILLISECONDS)) {
                LOGGER.atWarn().addKeyValue("exit", cluster).log("not all users' records could be written in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pool.shutdown();
    }
}
