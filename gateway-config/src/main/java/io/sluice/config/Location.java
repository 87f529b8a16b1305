package io.sluice.config;

import static java.util.Objects.requireNonNull;

/**
 * A place in a configuration file.
 *
 * @param file name of the file as it is shown to the reader
 * @param line 1-based
 * @param column 1-based
 * @param path logical path, say {@code bindings.http_kafka.routes[2].exit}; empty for the document itself
 */
public record Location(String file, int line, int column, String path) {

    /** Rejects lines and columns below 1. */
    public Location {
        requireNonNull(file, "file");
        requireNonNull(path, "path");
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException("line and column start at 1: " + line + ":" + column);
        }
    }

    /** The same mark with another member of this place as its path. */
    public Location member(String name) {
        return new Location(file, line, column, path.isEmpty() ? name : path + "." + name);
    }

    /** {@code file:line:column}, the form that editors turn into a link. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
