package io.sluice.kafka.user;

import io.sluice.kafka.cluster.Login;
import io.sluice.kafka.produce.Outgoing;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.AuthenticationException;

/**
 * What is open in the name of one user: producers, and a connection to ask for rights.
 *
 * <pre>
 *   free --enter--> in use --leave (as often)--> free --retire--> retired, never used again
 * </pre>
 *
 * <p>Every record and question counts as a use, so that a session is never closed under one. All methods are for any
 * thread and wait for nothing.
 */
final class UserSession {
    private static final int RETIRED = Integer.MIN_VALUE;

    private final Strand strand;
    private final UserRecords records;
    private final UserRights rights;
    private final Refusals refusals;
    private final AtomicInteger uses = new AtomicInteger();
    private volatile UserCredential newest;
    private volatile UserCredential presented; // to a broker, at last
    private volatile boolean refused;
    private volatile int generation; // of the clients; changed by the strand
    private volatile long lastUsed;

    /** Told on the session's strand, for each time that brokers refuse. */
    @FunctionalInterface
    interface Refusals {
        /** The brokers do not accept this. */
        void refused(UserCredential credential, AuthenticationException failure);
    }

    UserSession(UserCredential credential, UserContext context, Refusals refusals) {
        this.newest = credential;
        this.presented = credential;
        this.refusals = refusals;
        this.lastUsed = context.nanoTime().getAsLong();
        this.strand = new Strand(context.pool());
        Login login = Login.of(() -> {
            UserCredential current = newest;
            presented = current;
            return current.sasl();
        });
        this.records = new UserRecords(context, login, strand, this::refused, this::leave);
        this.rights = new UserRights(context, login, strand, this::refused);
    }

    /**
     * Begins a use, with credentials that may be newer than those which were known; false if it is retired.
     *
     * @param now in the terms of {@link System#nanoTime}
     */
    boolean enter(UserCredential credential, long now) {
        int before;
        do {
            before = uses.get();
            if (before < 0) {
                return false;
            }
        } while (!uses.compareAndSet(before, before + 1));
        lastUsed = now;
        renew(credential);
        return true;
    }

    private void renew(UserCredential credential) {
        boolean better =
                refused ? !credential.proof().equals(presented.proof()) : credential.expiry() > newest.expiry();
        if (better) { // of two at once either is good
            newest = credential;
            refused = false;
        }
    }

    /** Ends a use. */
    void leave() {
        uses.decrementAndGet();
    }

    /** Ends everything if it is not in use; false if it is, or has been retired before. */
    boolean retire() {
        return uses.compareAndSet(0, RETIRED);
    }

    /** When it was used last, in the terms of {@link System#nanoTime}. */
    long lastUsed() {
        return lastUsed;
    }

    /** Whether the brokers did not accept the credentials that were shown to them last. */
    boolean isRefused() {
        return refused;
    }

    /** Takes a record in the course of a use, which the end of the record ends; false when there is no room. */
    boolean take(Outgoing outgoing) {
        return records.take(outgoing);
    }

    /** The user's rights to read. */
    UserRights rights() {
        return rights;
    }

    /** Runs what asks for a right. */
    void ask(Consumer<UserRights> question) {
        strand.execute(() -> question.accept(rights));
    }

    /** Drops what nobody waits for any more. */
    void sweep() {
        if (uses.get() > 0) {
            strand.execute(records::sweep);
        }
    }

    /** Hands over what is left, closes everything, and calls back. */
    void close(Duration flush, Runnable then) {
        strand.execute(() -> {
            rights.close();
            records.close(flush);
            then.run();
        });
    }

    /** Called by any thread, for each record and question that fails so; the clients are closed once. */
    private void refused(AuthenticationException failure) {
        int failed = generation;
        strand.execute(() -> {
            if (failed != generation) {
                return;
            }
            refused = true;
            refusals.refused(presented, failure);
            rights.refuse(UserProblems.refused());
            records.refuse(UserProblems.refused());
            generation = failed + 1;
        });
    }
}
