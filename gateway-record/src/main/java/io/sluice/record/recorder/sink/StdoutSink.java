package io.sluice.record.recorder.sink;

import io.sluice.record.recorder.Recording;
import io.sluice.record.recorder.RecordingSink;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Writes recordings to a stream that stays open, such as standard output, one on each line. */
public final class StdoutSink implements RecordingSink {
    private static final int BUFFER = 64 << 10;

    private final OutputStream out;

    /** A sink that writes to a stream. */
    public StdoutSink(OutputStream stream) {
        this.out = new BufferedOutputStream(stream, BUFFER);
    }

    @Override
    public void write(Recording recording, Receipts receipts) throws IOException {
        recording.writeTo(out);
        out.write('\n');
        receipts.recorded(1);
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.flush();
    }
}
