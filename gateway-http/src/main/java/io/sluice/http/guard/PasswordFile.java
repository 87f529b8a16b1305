package io.sluice.http.guard;

import io.sluice.engine.file.FileWatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A password file that is read again when it has changed. As long as the new text is broken, the old one counts. */
final class PasswordFile implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(PasswordFile.class);
    private static final long MAX_BYTES = 16 << 20;

    private final Path path;
    private final FileWatch.Registration watch;
    private volatile Passwords current;

    /**
     * Reads a file, and again whenever it has changed.
     *
     * @param files notices the changes
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if a line is not as it should be
     */
    PasswordFile(Path path, FileWatch files) throws IOException {
        this.path = path;
        this.current = read();
        this.watch = files.add(() -> List.of(path), this::refresh);
    }

    /** The users as they were last read; the same object as long as the file is the same. Any thread. */
    Passwords current() {
        return current;
    }

    /** Called by the watch alone. */
    private void refresh() {
        try {
            current = read();
            LOGGER.atInfo().addKeyValue("file", path).log("passwords read again");
        } catch (IOException | IllegalArgumentException e) {
            LOGGER.atError()
                    .addKeyValue("file", path)
                    .addKeyValue("error", e.getMessage())
                    .log("passwords not read again, the former ones stay");
        }
    }

    private Passwords read() throws IOException {
        if (Files.size(path) > MAX_BYTES) {
            throw new IOException("longer than " + MAX_BYTES + " bytes");
        }
        return Passwords.parse(Files.readString(path, StandardCharsets.UTF_8));
    }

    /** Looks at the file no more. */
    @Override
    public void close() {
        watch.close();
    }
}
