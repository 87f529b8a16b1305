package io.sluice.http.guard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A password file that is read again when it has changed. As long as the new text is broken, the old one counts. */
final class PasswordFile {
    private static final Logger LOGGER = LoggerFactory.getLogger(PasswordFile.class);
    private static final long MAX_BYTES = 16 << 20;

    private final Path path;
    private State state; // owned by the thread that refreshes, once that runs
    private volatile Passwords current;

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if a line is not as it should be
     */
    PasswordFile(Path path) throws IOException {
        this.path = path;
        this.state = State.of(path);
        this.current = read();
    }

    /** The users as they were last read; the same object as long as the file is the same. Any thread. */
    Passwords current() {
        return current;
    }

    /** Reads the file again if it has changed. One thread. */
    void refresh() {
        try {
            State seen = State.of(path);
            if (!seen.equals(state)) {
                state = seen;
                current = read();
                LOGGER.atInfo().addKeyValue("file", path).log("passwords read again");
            }
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

    /** What tells one version of the file from the next. */
    private record State(FileTime modified, long size, String key) {
        static State of(Path path) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return new State(attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
        }
    }
}
