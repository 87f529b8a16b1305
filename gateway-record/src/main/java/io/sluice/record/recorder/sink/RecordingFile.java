package io.sluice.record.recorder.sink;

import io.sluice.record.recorder.Recording;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** One file that recordings are appended to, buffered. Owned by the recorder's thread. */
final class RecordingFile {
    private static final int BUFFER = 32 << 10;
    private static final String OWNER_AND_GROUP = "rw-r-----"; // recordings are nobody else's business

    private final Path path;
    private final FileSettings settings;
    private final Buffer buffer = new Buffer();
    private FileChannel channel;
    private long size; // with what is buffered
    private long pending; // recordings in the buffer

    /** Bytes that can be looked at without a copy. */
    private static final class Buffer extends ByteArrayOutputStream {
        Buffer() {
            super(BUFFER);
        }

        ByteBuffer content() {
            return ByteBuffer.wrap(buf, 0, count);
        }
    }

    /**
     * Opens a file, whose end is where the next recording goes. A line that was not finished, because its writer was killed,
     * is ended.
     */
    RecordingFile(Path path, FileSettings settings) throws IOException {
        this.path = path;
        this.settings = settings;
        this.channel = open(path);
        this.size = channel.size();
        if (size > 0 && !endsWithLine(path)) {
            buffer.write('\n');
            size++;
        }
    }

    private static FileChannel open(Path path) throws IOException {
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_AND_GROUP))
                }
                : new FileAttribute<?>[0];
        return FileChannel.open(path, options, attributes);
    }

    private static boolean endsWithLine(Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            var last = ByteBuffer.allocate(1);
            return file.read(last, file.size() - 1) == 1 && last.get(0) == '\n';
        }
    }

    /** Whether the file is still at its place, and was not moved or removed by others. */
    boolean isThere() {
        return Files.exists(path);
    }

    /** How many recordings wait in the buffer. */
    long pending() {
        return pending;
    }

    /** How many bytes wait in the buffer. */
    int buffered() {
        return buffer.size();
    }

    /** Whether a recording would make the file larger than it may be; one that is empty takes any. */
    boolean isFullFor(Recording recording) {
        return settings.maxFileBytes() > 0 && size > 0 && size + recording.size() + 1 > settings.maxFileBytes();
    }

    /** Takes a recording into the buffer. */
    void add(Recording recording) throws IOException {
        recording.writeTo(buffer);
        buffer.write('\n');
        size += recording.size() + 1L;
        pending++;
    }

    /** Writes what is buffered. */
    void flush() throws IOException {
        ByteBuffer content = buffer.content();
        while (content.hasRemaining()) {
            channel.write(content);
        }
        buffer.reset();
        pending = 0;
    }

    /** Moves the file away, and the oldest of those moved away out of the world. Nothing may be buffered. */
    void rotate() throws IOException {
        channel.close();
        if (settings.keptFiles() == 0) {
            Files.deleteIfExists(path);
        }
        for (int i = settings.keptFiles(); i > 0; i--) {
            Path from = i == 1 ? path : moved(i - 1);
            if (Files.exists(from)) {
                Files.move(from, moved(i), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        channel = open(path);
        size = channel.size();
    }

    private Path moved(int number) {
        return path.resolveSibling(path.getFileName() + "." + number);
    }

    /** Closes the file; what is buffered is lost. */
    void close() throws IOException {
        channel.close();
    }
}
