package io.sluice.rest.consumer;

import io.sluice.rest.broker.BrokerLoop;
import io.sluice.rest.broker.Reply;
import io.sluice.rest.broker.Timer;
import io.sluice.rest.consumer.ConsumersSettings.GroupTimes;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.HeartbeatResponse;
import org.apache.kafka.common.requests.LeaveGroupResponse;
import org.jspecify.annotations.Nullable;

/**
 * An instance's membership of its group, by the classic group protocol with eager rebalancing:
 *
 * <pre>
 * OUT --join--> JOINING --told its generation--> SYNCING --told its partitions--> STABLE
 *                  ^                                |                                |
 *                  +---- the group begins again, or does not know the member --------+
 * </pre>
 *
 * <p>{@link JoinRound} leads from joining to stable. Whatever passes by itself is tried again, without an end; anything else puts
 * the member out, and the owner is told. Owned by the loop's thread.
 */
final class Membership implements JoinRound.Owner {
    private static final int REQUEST_MILLIS = 30_000;
    private static final int LEAVE_MILLIS = 5_000;
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LAST_PAUSE_MILLIS = 1_000;

    /** Whom the membership is for. */
    interface Owner {
        /** The topics to announce. */
        List<String> topics();

        /** The partitions are about to be given away: says {@code then} when positions have been committed. */
        void revoke(Runnable then);

        /** The partitions have been given away already. */
        void lost();

        /** The group has decided. */
        void assigned(List<TopicPartition> partitions);

        /** The broker refuses the member, and will again. */
        void refused(KafkaException failure);
    }

    private enum State {
        OUT,
        JOINING,
        SYNCING,
        STABLE
    }

    private final BrokerLoop loop;
    private final String group;
    private final GroupTimes times;
    private final Owner owner;
    private final GroupRequests requests;

    private State state = State.OUT;
    private long round; // what belongs to an earlier one is not listened to any more
    private Member member = Member.NOBODY;
    private long heardAt; // when the coordinator last said that all is well
    private long pause = FIRST_PAUSE_MILLIS;
    private boolean again; // another rebalance is wanted by us
    private Map<String, Integer> led = Map.of(); // as the leader, the partitions of the topics that were assigned
    private @Nullable JoinRound joining;
    private @Nullable Timer timer;

    Membership(BrokerLoop loop, String group, GroupTimes times, Owner owner) {
        this.loop = loop;
        this.group = group;
        this.times = times;
        this.owner = owner;
        this.requests = new GroupRequests(group, times);
    }

    boolean isOut() {
        return state == State.OUT;
    }

    boolean isStable() {
        return state == State.STABLE;
    }

    /** Who commits: nobody before the group has answered. */
    Member member() {
        return state == State.STABLE ? member : Member.NOBODY;
    }

    /** As the leader of a stable group, the topics that it reads and how many partitions were given to members. */
    Map<String, Integer> led() {
        return led;
    }

    /** Joins, unless it has. */
    void join() {
        if (state == State.OUT) {
            begin(0);
        }
    }

    /** Has the group begin again, because topics have changed. */
    void rejoin() {
        if (state == State.STABLE) {
            rebalance();
        } else if (state != State.OUT) {
            again = true; // what was announced is outdated when the answer comes
        }
    }

    /** Asks at once whether the group still knows the member, because a commit was refused. */
    void check() {
        if (state == State.STABLE) {
            schedule(null);
            heartbeat();
        }
    }

    /** Leaves; {@code then} is called when the coordinator has been told, or cannot be. */
    void leave(Runnable then) {
        Member leaving = member;
        out();
        member = Member.NOBODY;
        if (leaving.id().isEmpty()) {
            then.run();
        } else {
            sendLeave(leaving, then);
        }
    }

    private void sendLeave(Member leaving, Runnable then) {
        loop.coordinators()
                .send(
                        group,
                        requests.leave(leaving),
                        LeaveGroupResponse.class,
                        LEAVE_MILLIS,
                        Reply.of(response -> then.run(), failure -> then.run()));
    }

    private void out() {
        round++;
        state = State.OUT;
        again = false;
        led = Map.of();
        pause = FIRST_PAUSE_MILLIS;
        schedule(null);
        abandon();
    }

    private void abandon() {
        if (joining != null) {
            joining.abandon();
            joining = null;
        }
    }

    private void schedule(@Nullable Timer next) {
        if (timer != null) {
            timer.cancel();
        }
        timer = next;
    }

    private void begin(long delayMillis) {
        state = State.JOINING;
        led = Map.of();
        again = false;
        round++;
        schedule(null);
        abandon();
        var next = new JoinRound(loop, group, requests, times.rebalance(), this, member);
        joining = next;
        if (delayMillis == 0) {
            next.start();
        } else {
            schedule(loop.after(delayMillis, next::start));
        }
    }

    @Override
    public List<String> topics() {
        return owner.topics();
    }

    @Override
    public void named(Member wanted) {
        member = wanted;
    }

    @Override
    public void entered(Member entering) {
        member = entering;
        state = State.SYNCING;
        heardAt = loop.now();
        schedule(loop.after(times.heartbeat(), this::heartbeat));
    }

    @Override
    public void leading(Map<String, Integer> partitions) {
        led = partitions;
    }

    @Override
    public void given(List<TopicPartition> partitions) {
        state = State.STABLE;
        heardAt = loop.now();
        pause = FIRST_PAUSE_MILLIS;
        joining = null;
        owner.assigned(partitions);
        if (again) {
            rebalance();
        }
    }

    @Override
    public void strayed(Member stray) {
        sendLeave(stray, () -> {});
    }

    private void heartbeat() {
        long current = round;
        Member now = member;
        loop.coordinators()
                .send(
                        group,
                        requests.heartbeat(now),
                        HeartbeatResponse.class,
                        REQUEST_MILLIS,
                        Reply.of(response -> heard(current, response.error()), failure -> silent(current, failure)));
    }

    private void heard(long current, Errors error) {
        if (current != round) {
            return;
        }
        if (error == Errors.NONE || (error == Errors.REBALANCE_IN_PROGRESS && state == State.SYNCING)) {
            heardAt = loop.now();
            schedule(loop.after(times.heartbeat(), this::heartbeat));
        } else if (error == Errors.REBALANCE_IN_PROGRESS) {
            rebalance();
        } else if (error.exception() instanceof RetriableException) {
            loop.coordinators().forget(group);
            silent(current, error.exception());
        } else if (state == State.STABLE && isForgotten(error)) {
            lost();
        } else {
            refused(error);
        }
    }

    /** The coordinator is away; the group takes the member for lost after a while, and then it has to join again. */
    private void silent(long current, KafkaException failure) {
        if (current != round) {
            return;
        }
        if (!(failure instanceof RetriableException)) {
            failed(failure);
        } else if (loop.now() - heardAt > times.session()) {
            lost();
        } else {
            schedule(loop.after(Math.min(times.heartbeat(), LAST_PAUSE_MILLIS), this::heartbeat));
        }
    }

    private void lost() {
        if (state == State.STABLE) {
            owner.lost();
        }
        member = Member.NOBODY;
        begin(0);
    }

    private void rebalance() {
        long current = ++round;
        again = false;
        schedule(loop.after(times.heartbeat(), this::heartbeatWhileRevoking));
        owner.revoke(() -> {
            if (current == round) {
                begin(0);
            }
        });
    }

    /** Keeps the member in the group while its last commit takes long. */
    private void heartbeatWhileRevoking() {
        loop.coordinators()
                .send(
                        group,
                        requests.heartbeat(member),
                        HeartbeatResponse.class,
                        REQUEST_MILLIS,
                        Reply.of(response -> {}, failure -> {}));
    }

    private long nextPause() {
        long now = pause;
        pause = Math.min(2 * pause, LAST_PAUSE_MILLIS);
        return now;
    }

    private static boolean isForgotten(Errors error) {
        return error == Errors.UNKNOWN_MEMBER_ID || error == Errors.ILLEGAL_GENERATION;
    }

    @Override
    public void refused(Errors error) {
        if (isForgotten(error)) {
            member = Member.NOBODY;
            begin(nextPause());
        } else if (error == Errors.REBALANCE_IN_PROGRESS) {
            begin(0);
        } else if (error == Errors.GROUP_AUTHORIZATION_FAILED) {
            failed(GroupAuthorizationException.forGroupId(group));
        } else {
            failed(error.exception());
        }
    }

    @Override
    public void failed(KafkaException failure) {
        if (failure instanceof RetriableException) {
            loop.coordinators().forget(group);
            begin(nextPause());
        } else {
            boolean stable = state == State.STABLE;
            out();
            member = Member.NOBODY;
            if (stable) {
                owner.lost();
            }
            owner.refused(failure);
        }
    }
}
