package io.sluice.cli;

import io.sluice.config.yaml.ConfigReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** A configuration in a file. Immutable. */
record FileSource(Path path, String name) implements ConfigSource {

    /** The folder that holds the file. */
    @Override
    public Path folder() {
        return Objects.requireNonNull(path.toAbsolutePath().getParent(), "a file is in a folder");
    }

    @Override
    public Optional<Path> file() {
        return Optional.of(path);
    }

    @Override
    public byte[] read() throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(ConfigReader.MAX_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw new ConfigSourceException(name + ": no such file; name one with -c FILE", e);
        } catch (IOException e) {
            throw new ConfigSourceException(name + ": cannot be read: " + e, e);
        }
    }
}
