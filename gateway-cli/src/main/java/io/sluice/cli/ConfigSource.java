package io.sluice.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Where a configuration is read from. Not thread-safe, but for the names. */
interface ConfigSource {

    /**
     * The source that a command names.
     *
     * @param place a path, or a URL with {@code file}, {@code https}, or {@code http} on this machine
     * @throws ConfigSourceException if it can be none of these
     */
    static ConfigSource of(String place) throws ConfigSourceException {
        String scheme = place.substring(0, Math.max(0, place.indexOf(':'))).toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "http", "https" -> HttpSource.of(place);
            case "file" -> new FileSource(fileOf(place), place);
            default -> new FileSource(Path.of(place), place);
        };
    }

    private static Path fileOf(String place) throws ConfigSourceException {
        try {
            return Path.of(URI.create(place));
        } catch (IllegalArgumentException e) {
            throw new ConfigSourceException(place + ": " + e.getMessage() + " (expected: file:///path/zilla.yaml)", e);
        }
    }

    /** What people know it by; without credentials. */
    String name();

    /** What relative paths in the configuration start from. */
    Path folder();

    /** The file to keep an eye on; empty for what has to be asked for again. */
    Optional<Path> file();

    /**
     * What it holds at the moment, at most a byte more than a configuration may have. May block, for some ten seconds.
     *
     * @throws ConfigSourceException if it cannot be had; the message says why
     */
    byte[] read() throws IOException, InterruptedException;
}
