package io.sluice.record.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.config.Quoted;
import io.sluice.record.exchange.ExchangeReader;
import io.sluice.record.exchange.InvalidExchangeException;
import io.sluice.record.openapi.DocumentFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An OpenAPI document for each host of which something is recorded, in a file that is written anew every few seconds while
 * something changes, and at the end. A file that is there is what the document begins with. Any thread may teach it; the thread
 * {@code specs} writes.
 */
public final class LiveSpecs implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(LiveSpecs.class);
    private static final int MAX_HOSTS = 100;
    private static final long CLOSE_SECONDS = 5;

    private final Path folder;
    private final SpecMode mode;
    private final Map<String, Optional<HostSpec>> hosts = new LinkedHashMap<>(); // empty: not followed; guarded by this
    private final ScheduledThreadPoolExecutor writer = new ScheduledThreadPoolExecutor(1, task -> {
        var thread = new Thread(task, "specs");
        thread.setDaemon(true);
        return thread;
    });

    private LiveSpecs(Path folder, SpecMode mode) {
        this.folder = folder;
        this.mode = mode;
    }

    /** Starts to write documents into a folder. */
    public static LiveSpecs start(Path folder, SpecMode mode, Duration every) {
        var specs = new LiveSpecs(folder, mode);
        var unused = specs.writer.scheduleWithFixedDelay(
                specs::write, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        return specs;
    }

    /**
     * Learns from a recorded exchange.
     *
     * @param host of the exchange, with its port
     * @param json the exchange in the http-types format
     */
    public void learn(String host, byte[] json) {
        try {
            var exchange = ExchangeReader.read(json, 0, json.length);
            synchronized (this) {
                spec(host).ifPresent(spec -> spec.learn(exchange));
            }
        } catch (InvalidExchangeException e) {
            LOGGER.atWarn()
                    .addKeyValue("host", host)
                    .addKeyValue("error", e.getMessage())
                    .log("exchange not understood");
        }
    }

    private Optional<HostSpec> spec(String host) {
        Optional<HostSpec> known = hosts.get(host);
        if (known != null) {
            return known;
        }
        if (hosts.size() >= MAX_HOSTS) {
            return Optional.empty();
        }
        Optional<HostSpec> opened = open(host);
        hosts.put(host, opened);
        if (hosts.size() == MAX_HOSTS) {
            LOGGER.atWarn().addKeyValue("hosts", MAX_HOSTS).log("no documents are written for further hosts");
        }
        return opened;
    }

    private Optional<HostSpec> open(String host) {
        Path file = folder.resolve(host.replaceAll("[^A-Za-z0-9._:\\[\\]-]", "_") + '_' + mode.word() + ".json");
        try {
            return Optional.of(HostSpec.open(file, mode));
        } catch (IOException | IllegalArgumentException e) {
            LOGGER.atWarn()
                    .addKeyValue("file", file)
                    .addKeyValue("error", Quoted.bare(String.valueOf(e.getMessage())))
                    .log("file is left as it is: move it away to have a document written");
            return Optional.empty();
        }
    }

    /** The file is written without the lock: nobody waits for the disk. */
    private void write() {
        List<HostSpec> specs;
        synchronized (this) {
            specs = hosts.values().stream().flatMap(Optional::stream).toList();
        }
        specs.forEach(this::write);
    }

    private void write(HostSpec spec) {
        try {
            ObjectNode document;
            synchronized (this) {
                document = spec.takeChanged();
            }
            if (document != null) {
                DocumentFile.write(spec.file(), document, DocumentFile.Format.JSON);
            }
        } catch (IOException | RuntimeException e) {
            synchronized (this) {
                spec.putBack();
            }
            LOGGER.atWarn()
                    .addKeyValue("file", spec.file())
                    .addKeyValue("error", e)
                    .log("document cannot be written");
        }
    }

    /** Writes what has changed, and ends. */
    @Override
    public void close() {
        writer.shutdownNow();
        try {
            if (!writer.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOGGER.atWarn().log("documents are still being written");
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        write();
    }
}
