package io.sluice.cli;

import io.sluice.config.AccessLogKind;
import io.sluice.config.BindingName;
import io.sluice.config.ExporterConfig;
import io.sluice.config.GuardConfig;
import io.sluice.config.HttpAuthorizationConfig;
import io.sluice.config.NamespaceConfig;
import io.sluice.config.fold.Listener;
import io.sluice.config.load.GatewayModel;
import io.sluice.engine.observe.ExchangeObserver;
import io.sluice.telemetry.AccessFormat;
import io.sluice.telemetry.AccessLog;
import io.sluice.telemetry.EventLog;
import io.sluice.telemetry.LineWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The logs of requests: access logs, and the events of {@code stdout} exporters. */
final class RequestLogs implements AutoCloseable {
    private final @Nullable AccessLogKind kind;
    private final Map<BindingName, String> guards = new HashMap<>(); // types, in upper case
    private final Set<String> printing = new HashSet<>(); // namespaces with a stdout exporter
    private final @Nullable LineWriter access;
    private final @Nullable LineWriter events;

    private RequestLogs(AccessLogSettings settings, GatewayModel.Loaded loaded) {
        kind = settings.kind();
        for (NamespaceConfig namespace : loaded.config().namespaces()) {
            namespace
                    .guards()
                    .forEach((name, guard) -> guards.put(new BindingName(namespace.name(), name), type(guard)));
            if (namespace.telemetry().exporters().values().stream().anyMatch(ExporterConfig.Stdout.class::isInstance)) {
                printing.add(namespace.name());
            }
        }
        boolean logging = loaded.topology().listeners().stream().anyMatch(this::isLogged);
        if (!logging) {
            access = null;
        } else if (settings.file() == null) {
            access = LineWriter.to("access-log", System.out);
        } else {
            access = file(settings.file());
        }
        events = printing.isEmpty() ? null : LineWriter.to("events", System.out);
    }

    /**
     * Opens what is asked for.
     *
     * @throws AccessLogException if a file cannot be written
     */
    static RequestLogs open(AccessLogSettings settings, GatewayModel.Loaded loaded) {
        return new RequestLogs(settings, loaded);
    }

    private static LineWriter file(Path path) {
        try {
            return AccessLog.file(path);
        } catch (IOException e) {
            throw new AccessLogException(
                    "Cannot write the access log " + path + ": " + e
                            + ". Name a file that can be written with --access-log-file.",
                    e);
        }
    }

    private static String type(GuardConfig guard) {
        return guard.getClass().getSimpleName().toUpperCase(Locale.ROOT);
    }

    private AccessLogKind kind(Listener listener) {
        if (kind != null) {
            return kind;
        }
        AccessLogKind own = listener.http().accessLog();
        return own == null ? AccessLogKind.OFF : own;
    }

    private boolean isLogged(Listener listener) {
        return kind(listener) != AccessLogKind.OFF;
    }

    /** The logs of a listener's requests. */
    List<ExchangeObserver> of(Listener listener) {
        List<ExchangeObserver> logs = new ArrayList<>();
        BindingName binding = listener.http().name();
        HttpAuthorizationConfig authorization = listener.http().authorization();
        Set<String> credentials =
                authorization == null ? Set.of() : authorization.query().keySet();
        if (access != null && isLogged(listener)) {
            AccessFormat format = kind(listener) == AccessLogKind.JSON ? AccessFormat.JSON : AccessFormat.COMMON;
            logs.add(new AccessLog(access, format, binding, credentials));
        }
        if (events != null && printing.contains(binding.namespace())) {
            String guard = authorization == null
                    ? "X509"
                    : guards.getOrDefault(BindingName.resolve(binding.namespace(), authorization.guard()), "JWT");
            logs.add(new EventLog(events, binding, guard, credentials));
        }
        return logs;
    }

    /** How many lines were dropped so far. Any thread. */
    long dropped() {
        return (access == null ? 0 : access.dropped()) + (events == null ? 0 : events.dropped());
    }

    /** Writes what there is, in bounded time. */
    @Override
    public void close() {
        if (access != null) {
            access.close();
        }
        if (events != null) {
            events.close();
        }
    }
}
