package io.sluice.record.recorder.sink;

import io.sluice.record.recorder.DropReason;
import io.sluice.record.recorder.Recording;
import io.sluice.record.recorder.RecordingSink;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Appends recordings to a file for each host, {@code <host>-recordings.jsonl}, one on each line. What was flushed is the
 * operating system's: the end of this process loses nothing of it. Owned by the recorder's thread.
 */
public final class FileSink implements RecordingSink {
    private static final int MOST_OPEN = 32;
    private static final int MOST_BUFFERED = 1 << 20; // in one file

    private final FileSettings settings;
    private final FileNames names;
    private final Map<String, RecordingFile> open = new LinkedHashMap<>(16, 0.75f, true); // least recently used first
    private @Nullable Receipts receipts;

    /**
     * A sink, with its directory.
     *
     * @throws IOException if the directory can be neither made nor read
     */
    public FileSink(FileSettings settings) throws IOException {
        this.settings = settings;
        this.names = new FileNames(settings.maxHosts());
        Files.createDirectories(settings.directory());
        names.readFrom(settings.directory());
    }

    @Override
    public void write(Recording recording, Receipts told) throws IOException {
        receipts = told;
        String name = names.of(recording.host(), recording.protocol());
        RecordingFile file = opened(name);
        boolean full = file.isFullFor(recording);
        if (full || file.buffered() > MOST_BUFFERED) {
            flush(name, file);
            file = opened(name);
        }
        if (full && file.isFullFor(recording)) {
            rotate(name, file);
        }
        file.add(recording);
    }

    private RecordingFile opened(String name) throws IOException {
        RecordingFile file = open.get(name);
        if (file == null) {
            closeOldest();
            file = new RecordingFile(settings.directory().resolve(name), settings);
            open.put(name, file);
        }
        return file;
    }

    private void closeOldest() throws IOException {
        if (open.size() < MOST_OPEN) {
            return;
        }
        String oldest = open.keySet().iterator().next();
        RecordingFile file = Objects.requireNonNull(open.get(oldest));
        flush(oldest, file);
        open.remove(oldest);
        file.close(); // even if it was closed because others have moved it away
    }

    private void rotate(String name, RecordingFile file) throws IOException {
        try {
            file.rotate();
        } catch (IOException e) {
            open.remove(name);
            file.close();
            throw e;
        }
    }

    /** After a failure the file is opened anew by whoever needs it next. */
    private void flush(String name, RecordingFile file) throws IOException {
        long pending = file.pending();
        try {
            file.flush();
            tell(told -> told.recorded(pending));
            if (!file.isThere()) { // others rotate it
                open.remove(name);
                file.close();
            }
        } catch (IOException e) {
            tell(told -> told.dropped(DropReason.SINK, pending));
            open.remove(name);
            file.close();
            throw e;
        }
    }

    private void tell(Consumer<Receipts> message) {
        if (receipts != null) {
            message.accept(receipts);
        }
    }

    /** Writes what is buffered for all files, even if one of them fails. */
    @Override
    public void flush() throws IOException {
        IOException failure = null;
        for (Map.Entry<String, RecordingFile> file : List.copyOf(open.entrySet())) {
            if (file.getValue().pending() > 0) {
                try {
                    flush(file.getKey(), file.getValue());
                } catch (IOException e) {
                    failure = e;
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            flush();
        } finally {
            for (RecordingFile file : open.values()) {
                file.close();
            }
            open.clear();
        }
    }
}
