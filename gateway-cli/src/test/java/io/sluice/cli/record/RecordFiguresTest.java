package io.sluice.cli.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.record.recorder.DropReason;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordFiguresTest {
    @Test
    void saysWhyExchangesWereDropped() {
        var figures = new RecordFigures(2, Map.of(DropReason.SINK, 1L, DropReason.QUEUE_FULL, 7L), 1, 3);

        assertThat(figures.words())
                .isEqualTo(
                        "2 exchanges recorded, 8 dropped (queue-full 7, sink 1); 1 request running, 3 connections open");
        assertThat(figures.allDropped()).isEqualTo(8);
    }

    @Test
    void readsWhatItHasWritten() {
        var figures = new DaemonFigures(7, Instant.parse("2026-01-02T03:04:05.678Z"), "1 exchange recorded");

        assertThat(DaemonFigures.parse(figures.text())).contains(figures);
    }

    @Test
    void passesOverWhatItHasNotWritten() {
        assertThat(DaemonFigures.parse("7\n")).isEmpty();
        assertThat(DaemonFigures.parse("x\n2026-01-02T03:04:05Z\nwords\n")).isEmpty();
        assertThat(DaemonFigures.parse("7\nyesterday\nwords\n")).isEmpty();
    }
}
