package io.sluice.kafka.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpResponse;
import io.sluice.engine.http.Problem;
import io.sluice.engine.http.ProblemType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendingTest {
    private static final long KEEP = 1_000_000_000L;
    private static final Reply REPLY = new Reply(HttpResponse.of(200, HttpFields.empty()), null, 1);

    private final Pending pending = new Pending();
    private final List<String> told = new ArrayList<>();
    private final Pending.Listener listener = new Pending.Listener() {
        @Override
        public void sent() {
            told.add("sent");
        }

        @Override
        public void failed(Problem problem) {
            told.add("failed");
        }

        @Override
        public void replied(Reply reply) {
            told.add("replied");
            pending.remove(this);
        }

        @Override
        public void waitIsOver() {
            told.add("wait is over");
        }
    };

    @Test
    void oneOfManySends() {
        assertThat(pending.claim()).isTrue();
        assertThat(pending.claim()).isFalse();
        pending.sent();
        assertThat(pending.claim()).isFalse();
        assertThat(pending.isSent()).isTrue();
    }

    @Test
    void tellsEverybodyWhoListens() {
        pending.add(listener);
        pending.add(listener);

        pending.sent();
        pending.failed(Problem.of(ProblemType.TIMEOUT, "x"));
        pending.replied(REPLY);

        assertThat(told).containsExactly("sent", "sent", "failed", "failed", "replied", "replied");
    }

    @Test
    void isKeptWhileSomebodyListensOrARecordIsOnItsWay() {
        assertThat(pending.isIdle(0, KEEP)).isTrue();
        pending.add(listener);
        assertThat(pending.isIdle(0, KEEP)).isFalse();
        pending.remove(listener);
        pending.claim();
        assertThat(pending.isIdle(Long.MAX_VALUE, KEEP)).isFalse();
        pending.sent();
        long now = System.nanoTime();

        assertThat(pending.isIdle(now, KEEP)).isFalse();
        assertThat(pending.isIdle(now + 2 * KEEP, KEEP)).isTrue();
    }
}
