package io.sluice.dev;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one broker, held by one process at a time.
 *
 * <p>Kafka has a lock of its own, but takes it only after it has opened the metadata log, so a second broker could harm
 * a running one. This lock comes first.
 */
final class DataFolder implements AutoCloseable {
    private static final String LOCK = ".sluice-dev.lock";

    private final Path path;
    private final boolean temporary;
    private final FileChannel channel;

    private DataFolder(Path path, boolean temporary, FileChannel channel) {
        this.path = path;
        this.temporary = temporary;
        this.channel = channel;
    }

    /** Locks a folder, which is made when missing. */
    static DataFolder open(Path path) {
        return open(path.toAbsolutePath().normalize(), false);
    }

    /** Makes a folder that {@link #close} deletes. */
    static DataFolder temporary() {
        try {
            return open(Files.createTempDirectory("sluice-dev-"), true);
        } catch (IOException e) {
            throw new DevBrokerException("Cannot create a temporary folder for the broker: " + e.getMessage(), e);
        }
    }

    private static DataFolder open(Path path, boolean temporary) {
        try {
            Files.createDirectories(path);
            var channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new DevBrokerException("Another broker is running on the folder " + path, null);
            }
            return new DataFolder(path, temporary, channel);
        } catch (IOException e) {
            throw new DevBrokerException("Cannot use " + path + " as a broker's folder: " + e.getMessage(), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by this very process
        }
    }

    Path path() {
        return path;
    }

    /** Makes it a node's folder unless it is one already. */
    void format(int nodeId, String controllerListener) {
        if (Files.exists(path.resolve("meta.properties"))) {
            return;
        }
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(nodeId)
                    .addDirectory(path.toString())
                    .setMetadataLogDirectory(path.toString())
                    .setControllerListenerName(controllerListener)
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .run();
        } catch (Exception e) {
            throw new DevBrokerException("Cannot format the folder " + path + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
            if (temporary) {
                delete();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void delete() throws IOException {
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
