package io.sluice.kafka.reply;

import static io.sluice.kafka.TestRecords.record;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.http.Problem;
import io.sluice.engine.http.ProblemType;
import io.sluice.kafka.read.TopicSink.Availability;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RepliesTest {
    private final ReplyStore store = new ReplyStore(1 << 20);
    private final List<Long> latencies = new ArrayList<>();
    private final ReplyFetcher fetcher = new ReplyFetcher("refetch", () -> {
        throw new KafkaException("no consumer");
    });
    private final Replies replies = new Replies("kafka", "replies", "cid", store, fetcher, latencies::add);
    private final List<Reply> heard = new ArrayList<>();
    private final Pending.Listener listener = new Pending.Listener() {
        @Override
        public void sent() {}

        @Override
        public void failed(Problem problem) {}

        @Override
        public void replied(Reply reply) {
            heard.add(reply);
        }

        @Override
        public void waitIsOver() {}
    };

    private @Nullable Reply find(String id) throws Exception {
        var found = new CompletableFuture<@Nullable Reply>();
        replies.find(id, found::complete);
        return found.get(10, TimeUnit.SECONDS);
    }

    private void load() {
        replies.begin(1);
        replies.complete();
    }

    @Test
    void theFirstOfSeveralRepliesCounts() throws Exception {
        load();
        replies.join("k-1", listener);

        replies.apply(record(0, 0, null, "first", "cid", "k-1"));
        replies.apply(record(0, 1, null, "second", "cid", "k-1", ":status", "500"));

        assertThat(heard).hasSize(1);
        assertThat(requireNonNull(requireNonNull(find("k-1")).response()).status())
                .isEqualTo(200);
        assertThat(replies.isIdle()).isTrue();
    }

    @Test
    void aReplyThatCannotBeReadAgainIsNotTakenForAbsent() throws Exception {
        load();
        replies.apply(record(0, 0, null, "first", "cid", "k-1"));
        store.clear("replies");

        for (int i = 0; i < 3; i++) {
            Reply found = requireNonNull(find("k-1"));
            assertThat(requireNonNull(found.problem()).type()).isEqualTo(ProblemType.KAFKA_UNAVAILABLE);
        }
        fetcher.close();
        assertThat(requireNonNull(find("k-1")).problem()).isNotNull();
        assertThat(find("k-2")).isNull();
    }

    @Test
    void forgetsWhatRetentionRemovesAndEverythingOnANewBeginning() throws Exception {
        load();
        replies.apply(record(0, 0, null, "a", "cid", "k-1"));
        store.clear("replies");
        replies.apply(record(0, 1, null, "b", "cid", "k-2"));

        replies.trim(0, 1);
        assertThat(find("k-1")).isNull();
        assertThat(find("k-2")).isNotNull();
        replies.begin(1);

        assertThat(find("k-2")).isNull();
        assertThat(requireNonNull(replies.unavailable()).type()).isEqualTo(ProblemType.NOT_READY);
    }

    @Test
    void saysWhyItCannotAnswer() {
        assertThat(requireNonNull(replies.unavailable()).type()).isEqualTo(ProblemType.NOT_READY);
        replies.available(Availability.MISSING);
        assertThat(requireNonNull(replies.unavailable()).type()).isEqualTo(ProblemType.TOPIC_MISSING);
        replies.available(Availability.FORBIDDEN);
        assertThat(requireNonNull(replies.unavailable()).type()).isEqualTo(ProblemType.TOPIC_FORBIDDEN);
        replies.available(Availability.PRESENT);
        load();

        assertThat(replies.unavailable()).isNull();
    }

    @Test
    void whoLeavesIsForgotten() {
        load();

        replies.join("k-1", listener);
        replies.join("k-2", listener);
        replies.leave("k-1", listener);
        replies.leave("k-1", listener);
        replies.failed("k-2", Problem.of(ProblemType.TIMEOUT, "x"));
        replies.turn();

        assertThat(replies.isIdle()).isTrue();
        assertThat(heard).isEmpty();
    }

    @Test
    void recordsThatAreNoRepliesAreHarmless() throws Exception {
        load();
        var strange = record(0, 0, null, "x");
        strange.headers().add(new RecordHeader("cid", (byte[]) null));

        replies.apply(strange);
        replies.apply(record(0, 1, null, null, "cid", "k-1", ":status", "nonsense"));

        assertThat(requireNonNull(requireNonNull(find("k-1")).problem()).type()).isEqualTo(ProblemType.REPLY_INVALID);
    }
}
