package io.sluice.cli;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code gateway start} was asked for.
 *
 * @param source the configuration
 * @param watch whether changes of the configuration are looked for
 * @param dev whether to start a broker of its own
 * @param ephemeral whether that broker keeps no data
 * @param admin where {@code /livez}, {@code /readyz} and {@code /metrics} are; null for nowhere
 * @param accessLog what the command line says about access logs
 * @param environment what {@code ${{env.NAME}}} refers to
 */
record GatewaySettings(
        ConfigSource source,
        boolean watch,
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
            ConfigSource source,
            boolean watch,
            boolean dev,
            boolean ephemeral,
            @Nullable AdminAddress admin,
            Map<String, String> environment) {
        this(source, watch, dev, ephemeral, admin, AccessLogSettings.UNSAID, environment);
    }

    /** What relative paths in the configuration start from. */
    Path folder() {
        return source.folder();
    }
}
