package io.sluice.engine.tls;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A file, and what people know it by who are told that something is wrong with it.
 *
 * @param name what stands before the path, such as the option that gave it: {@code --tls-cert}
 * @param path where it is
 */
public record NamedFile(String name, Path path) {

    /** Rejects missing parts. */
    public NamedFile {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(path, "path");
    }

    /** Both: {@code --tls-cert server.crt}. */
    @Override
    public String toString() {
        return name + " " + path;
    }
}
