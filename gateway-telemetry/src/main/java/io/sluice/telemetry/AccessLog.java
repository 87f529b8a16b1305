package io.sluice.telemetry;

import io.sluice.config.BindingName;
import io.sluice.engine.observe.EndedExchange;
import io.sluice.engine.observe.ExchangeObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Writes a line for every exchange of one listener. Thread-safe. */
public final class AccessLog implements ExchangeObserver {
    private static final String THREAD = "access-log";
    private static final String TOKEN = "access_token"; // RFC 6750 section 2.3

    private final LineWriter writer;
    private final AccessFormat format;
    private final String listener;
    private final Set<String> secret;

    /**
     * A log.
     *
     * @param writer may be shared by several listeners
     * @param binding the {@code http} server
     * @param credentials names of query parameters whose values are never logged; {@code access_token} never is
     */
    public AccessLog(LineWriter writer, AccessFormat format, BindingName binding, Set<String> credentials) {
        this.writer = writer;
        this.format = format;
        this.listener = binding.namespace() + '.' + binding.name();
        this.secret = new HashSet<>(credentials);
        secret.add(TOKEN);
    }

    /**
     * Starts to append to a file.
     *
     * @throws IOException if it cannot be written
     */
    public static LineWriter file(Path path) throws IOException {
        return LineWriter.start(THREAD, new LogFile(path));
    }

    @Override
    public void ended(EndedExchange exchange) {
        AccessEntry entry = AccessEntry.of(listener, exchange, secret);
        writer.write(entry.weight(), () -> format.line(entry));
    }
}
