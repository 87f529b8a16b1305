package io.sluice.cli.record;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * {@code ~/.sluice}: the pid file, the figures and the log of the recorder that runs in the background, of which each user has
 * one at most.
 * Nobody else may read it.
 */
final class DaemonFolder {
    /** The property that says where the user is at home. */
    static final String HOME = "user.home";

    private final Path folder;

    DaemonFolder(Path folder) {
        this.folder = folder;
    }

    /** The user's. */
    static DaemonFolder ofUser() {
        return new DaemonFolder(Path.of(System.getProperty(HOME), ".sluice"));
    }

    /** Where the recorder prints and logs to. */
    Path log() {
        return folder.resolve("record.log");
    }

    private Path pidFile() {
        return folder.resolve("record.pid");
    }

    private Path figuresFile() {
        return folder.resolve("record.status");
    }

    /** Makes the folder and an empty log; the log of the last run is kept as {@code record.log.1}. */
    void prepare() throws IOException {
        create();
        if (Files.exists(log())) {
            Files.move(log(), folder.resolve("record.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.createFile(log(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private void create() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    /** What the pid file says, whether that process lives or not; empty when there is no file. */
    Optional<DaemonState> noted() throws IOException {
        try {
            return DaemonState.parse(Files.readString(pidFile()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** The recorder that runs; empty when none does. */
    Optional<DaemonState> running() throws IOException {
        return noted().filter(state -> state.process().isPresent());
    }

    /**
     * Notes a recorder, in the place of one that has died.
     *
     * @throws CannotStartException if another one runs
     */
    void claim(DaemonState state) throws IOException {
        create();
        if (running().isEmpty()) {
            Files.deleteIfExists(pidFile());
            Files.deleteIfExists(figuresFile());
        }
        try {
            Files.writeString(pidFile(), state.text(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new CannotStartException("a recorder runs already; end it with: gateway record stop", e);
        }
    }

    /** Forgets a recorder, if it is the one that is noted. */
    void release(DaemonState state) throws IOException {
        if (noted().filter(state::equals).isPresent()) {
            Files.deleteIfExists(figuresFile());
            Files.deleteIfExists(pidFile());
        }
    }

    /** Writes what a recorder tells, in the place of what it told before; readers see the one or the other. */
    void tell(DaemonFigures figures) throws IOException {
        Path next = folder.resolve("record.status.next");
        Files.writeString(next, figures.text());
        Files.move(next, figuresFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What a recorder has told last; empty when it has not. */
    Optional<DaemonFigures> figures(DaemonState state) throws IOException {
        try {
            return DaemonFigures.parse(Files.readString(figuresFile())).filter(told -> told.pid() == state.pid());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
