package io.sluice.telemetry;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file that lines are appended to. When it has been moved away, as programs that rotate logs do, a new one is begun at
 * its path. Owned by the writer's thread.
 */
final class LogFile implements LineWriter.Target {
    private final Path path;
    private @Nullable OutputStream stream;
    private @Nullable Object key; // tells the open file from one that has taken its place

    /**
     * Opens the file.
     *
     * @throws IOException if it cannot be written
     */
    LogFile(Path path) throws IOException {
        this.path = path;
        open();
    }

    @Override
    public OutputStream stream() throws IOException {
        if (stream == null || !Files.exists(path) || !Objects.equals(key, keyOf(path))) {
            close();
            open();
        }
        return Objects.requireNonNull(stream);
    }

    private void open() throws IOException {
        stream = Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        key = keyOf(path);
    }

    private static @Nullable Object keyOf(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    @Override
    public void close() throws IOException {
        OutputStream open = stream;
        stream = null;
        if (open != null) {
            open.close();
        }
    }
}
