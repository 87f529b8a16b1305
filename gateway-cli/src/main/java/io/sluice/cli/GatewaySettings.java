package io.sluice.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What {@code gateway start} was asked for.
 *
 * @param file the configuration
 * @param dev whether to start a broker of its own
 * @param ephemeral whether that broker keeps no data
 * @param admin where {@code /livez}, {@code /readyz} and {@code /metrics} are; null for nowhere
 * @param accessLog what the command line says about access logs
 * @param environment what {@code ${{env.NAME}}} refers to
 */
record GatewaySettings(
        Path file,
        boolean dev,
        boolean ephemeral,
        @Nullable AdminAddress admin,
        AccessLogSettings accessLog,
        Map<String, String> environment) {

    /** Copies the map. */
    GatewaySettings {
        environment = Map.copyOf(environment);
    }

    /** Settings that say nothing about access logs. */
    GatewaySettings(
            Path file, boolean dev, boolean ephemeral, @Nullable AdminAddress admin, Map<String, String> environment) {
        this(file, dev, ephemeral, admin, AccessLogSettings.UNSAID, environment);
    }

    /** What relative paths in the configuration start from: the folder that holds it. */
    Path folder() {
        return folderOf(file);
    }

    /** The folder that holds a file. */
    static Path folderOf(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder");
    }
}
