package io.sluice.kafka.view;

import static io.sluice.kafka.TestRecords.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WriteMarksTest {
    private final long[] next = new long[3];
    private final WriteMarks marks = new WriteMarks((partition, offset) -> next[partition] > offset);

    @Test
    void aWriteIsPendingUntilItHasBeenRead() {
        marks.note(bytes("a"), 1, 5);

        assertThat(marks.isPending(bytes("a"))).isTrue();
        assertThat(marks.isPending(bytes("b"))).isFalse();
        assertThat(marks.targets()).containsExactlyEntriesOf(java.util.Map.of(1, 5L));
        next[1] = 6;
        assertThat(marks.isPending(bytes("a"))).isFalse();
        assertThat(marks.targets()).isEmpty();
    }

    @Test
    void aWriteThatHasBeenReadAlreadyIsNotNoted() {
        next[1] = 6;

        marks.note(bytes("a"), 1, 5);

        assertThat(marks.isEmpty()).isTrue();
    }

    @Test
    void keylessWritesToSeveralPartitionsAreAllAwaited() {
        marks.note(null, 0, 3);
        marks.note(null, 1, 4);
        var targets = marks.targets();

        next[1] = 9;

        assertThat(targets).containsEntry(0, 3L).containsEntry(1, 4L);
        assertThat(marks.isPast(targets)).isFalse();
        next[0] = 4;
        assertThat(marks.isPast(targets)).isTrue();
    }

    @Test
    void acknowledgementsOutOfOrderKeepTheLaterMark() {
        marks.note(bytes("a"), 0, 8);
        marks.note(bytes("a"), 0, 5);

        next[0] = 6;

        assertThat(marks.isPending(bytes("a"))).isTrue();
    }

    @Test
    void aWriteWithAnEmptyKeyIsNoKeylessOne() {
        marks.note(null, 0, 3);

        assertThat(marks.isPending(new byte[0])).isFalse();
    }

    @Test
    void sweepingForgetsOnlyWhatHasBeenRead() {
        marks.note(bytes("a"), 0, 1);
        marks.note(bytes("b"), 0, 2);

        next[0] = 2;
        marks.sweep();

        assertThat(marks.targets()).containsEntry(0, 2L);
        next[0] = 3;
        marks.sweep();
        assertThat(marks.isEmpty()).isTrue();
    }

    @Test
    void aViewThatDoesNotReadDoesNotFillTheMemory() {
        for (int i = 0; i < WriteMarks.MAX_MARKS + 1_000; i++) {
            marks.note(bytes("k" + i), 0, i);
        }

        assertThat(marks.size()).isEqualTo(WriteMarks.MAX_MARKS);
        assertThat(marks.isPending(bytes("k0"))).isTrue();
    }
}
