package io.sluice.cli.record;

import io.sluice.record.live.LiveSpecs;
import io.sluice.record.recorder.Recording;
import io.sluice.record.recorder.RecordingSink;
import java.io.IOException;

/** Has documents learn from what goes to a sink. Owned by the recorder's thread. */
final class LearningSink implements RecordingSink {
    private final RecordingSink sink;
    private final LiveSpecs specs;

    LearningSink(RecordingSink sink, LiveSpecs specs) {
        this.sink = sink;
        this.specs = specs;
    }

    @Override
    public void write(Recording recording, Receipts receipts) throws IOException {
        specs.learn(recording.host(), recording.json());
        sink.write(recording, receipts);
    }

    @Override
    public void flush() throws IOException {
        sink.flush();
    }

    @Override
    public void close() throws IOException {
        sink.close();
    }
}
