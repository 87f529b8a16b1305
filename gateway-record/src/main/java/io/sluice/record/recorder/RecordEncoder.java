package io.sluice.record.recorder;

import io.sluice.engine.trace.TraceParent;
import io.sluice.record.recorder.redact.Redactor;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes records of snapshots, one at a time. Owned by the recorder's thread. */
final class RecordEncoder implements Recording {
    private final RecordParts parts;
    private final RecordWriter writer;
    private final JsonBytes json = new JsonBytes();
    private @Nullable Snapshot snapshot; // of the record at hand

    RecordEncoder(RecorderSettings settings) {
        this.parts = new RecordParts(
                new Redactor(settings.redaction()), settings.bodies().limitBytes());
        this.writer = new RecordWriter(settings.instance());
    }

    /** The record of a snapshot; the one before it is not valid any more. */
    Recording encode(Snapshot next) {
        snapshot = next;
        parts.read(next);
        writer.write(next, parts, json);
        return this;
    }

    /** Lets go of the exchange. */
    void release() {
        snapshot = null;
        parts.requestBody = BodyText.EMPTY;
        parts.responseBody = BodyText.EMPTY;
    }

    /** Whether a part of a body is missing in the record. */
    boolean isTruncated() {
        return parts.requestBody.isTruncated() || parts.responseBody.isTruncated();
    }

    private Snapshot snapshot() {
        return Objects.requireNonNull(snapshot, "not valid any more");
    }

    @Override
    public String host() {
        return parts.host;
    }

    @Override
    public String protocol() {
        return RecordWriter.protocol(snapshot().scheme);
    }

    @Override
    public String method() {
        return RecordWriter.method(snapshot().method);
    }

    @Override
    public String pathname() {
        return parts.pathname;
    }

    @Override
    public String route() {
        return snapshot().route.path();
    }

    @Override
    public String identity() {
        return parts.identity;
    }

    @Override
    public @Nullable String header(String name) {
        return parts.requestFields.first(name);
    }

    @Override
    public int status() {
        return snapshot().status;
    }

    @Override
    public long requestMillis() {
        return snapshot().startedMillis;
    }

    @Override
    public String requestId() {
        return parts.requestId;
    }

    @Override
    public @Nullable String traceId() {
        TraceParent trace = snapshot().trace;
        return trace == null ? null : trace.traceId();
    }

    @Override
    public @Nullable String traceParent() {
        TraceParent trace = snapshot().trace;
        return trace == null ? null : trace.text();
    }

    @Override
    public int size() {
        return json.size();
    }

    @Override
    public byte[] json() {
        return json.copy();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        json.writeTo(out);
    }

    @Override
    public byte[] jsonWithoutBodies() {
        var without = new JsonBytes();
        writer.write(snapshot(), parts.withoutBodies(), without);
        return without.copy();
    }
}
