package io.sluice.cli.recording;

import io.sluice.config.BindingName;
import io.sluice.config.InvalidConfigException;
import io.sluice.config.Problems;
import io.sluice.config.RecordingSinkConfig;
import io.sluice.config.fold.ClusterConfig;
import io.sluice.config.fold.Recording;
import io.sluice.config.fold.Topology;
import io.sluice.engine.observe.ExchangeObserver;
import io.sluice.engine.spi.Cluster;
import io.sluice.engine.spi.ClusterProvider;
import io.sluice.record.recorder.DropReason;
import io.sluice.record.recorder.Recorder;
import io.sluice.record.recorder.RecorderSettings;
import io.sluice.record.recorder.RecorderStatistics;
import io.sluice.record.recorder.RecordingSink;
import io.sluice.record.recorder.sink.FileSettings;
import io.sluice.record.recorder.sink.FileSink;
import io.sluice.record.recorder.sink.StdoutSink;
import io.sluice.telemetry.RecordingFigures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * The recorders of a gateway: one for each exporter of {@code type: http-types}, from its start to its end. Opened and
 * closed by the thread that starts and stops the gateway.
 */
public final class Recordings implements AutoCloseable {
    private final ClusterProvider clusters;
    private final Path folder;
    private final Map<Recording, Recorder> recorders = new LinkedHashMap<>();

    private Recordings(ClusterProvider clusters, Path folder) {
        this.clusters = clusters;
        this.folder = folder;
    }

    /**
     * Starts what a configuration asks for. Nothing waits for Kafka.
     *
     * @param clusters opens clusters that only recordings use, and that are never started
     * @param folder what relative paths start from
     * @param instance the gateway's name, which records tell
     * @throws InvalidConfigException if one of them cannot be started; then none is
     */
    public static Recordings open(Topology topology, ClusterProvider clusters, Path folder, String instance) {
        Map<Recording, RecorderSettings> settings = settings(topology, instance);
        var recordings = new Recordings(clusters, folder);
        try {
            settings.forEach(recordings::start);
            return recordings;
        } catch (RuntimeException e) {
            recordings.close();
            throw e;
        }
    }

    /**
     * Says what keeps recordings from being started, as far as that can be told beforehand.
     *
     * @throws InvalidConfigException if there is something
     */
    public static void check(Topology topology) {
        settings(topology, "");
    }

    private static Map<Recording, RecorderSettings> settings(Topology topology, String instance) {
        var problems = new Problems();
        var compiler = new SettingsCompiler(problems);
        Map<Recording, RecorderSettings> settings = new LinkedHashMap<>();
        topology.recordings().forEach(recording -> settings.put(recording, compiler.compile(recording, instance)));
        if (problems.hasErrors()) {
            throw new InvalidConfigException(problems.inFileOrder());
        }
        return settings;
    }

    private void start(Recording recording, RecorderSettings settings) {
        recorders.put(recording, Recorder.start(settings, sink(recording)));
    }

    private RecordingSink sink(Recording recording) {
        RecordingSinkConfig sink = recording.config().sink();
        if (sink instanceof RecordingSinkConfig.Kafka kafka) {
            return kafka(recording, kafka);
        }
        return sink instanceof RecordingSinkConfig.File file ? file(file) : new StdoutSink(System.out);
    }

    private RecordingSink kafka(Recording recording, RecordingSinkConfig.Kafka config) {
        ClusterConfig target = Objects.requireNonNull(recording.cluster(), "folding reports exits that lead nowhere");
        Cluster cluster = clusters.open(target);
        int requestBytes =
                RecordingProducer.requestBytes(recording.config().bodies().limit());
        String name = recording.name().name();
        return new KafkaSink(
                config.topic().value(),
                config.recordKey(),
                requestBytes,
                () -> RecordingProducer.of(cluster, name, config, requestBytes),
                cluster::close);
    }

    private RecordingSink file(RecordingSinkConfig.File config) {
        Path directory = folder.resolve(config.directory().value());
        FileSettings usual = FileSettings.in(directory);
        try {
            return new FileSink(new FileSettings(directory, config.rotateBytes(), config.keep(), usual.maxHosts()));
        } catch (IOException e) {
            var problems = new Problems();
            problems.error(
                    config.directory().at(), "cannot write there: " + e + " (name a folder that can be written)");
            throw new InvalidConfigException(problems.inFileOrder());
        }
    }

    /** Who records the exchanges of an {@code http} server. */
    public List<ExchangeObserver> of(BindingName server) {
        List<ExchangeObserver> observers = new ArrayList<>();
        recorders.forEach((recording, recorder) -> {
            if (recording.records(server)) {
                observers.add(recorder);
            }
        });
        return observers;
    }

    /** Visits what the recorders count, by the exporter's name. */
    public void forEach(BiConsumer<BindingName, RecordingFigures> visitor) {
        recorders.forEach((recording, recorder) -> visitor.accept(recording.name(), figures(recorder)));
    }

    private static RecordingFigures figures(RecorderStatistics statistics) {
        Map<String, LongSupplier> dropped = new LinkedHashMap<>();
        for (DropReason reason : DropReason.values()) {
            dropped.put(reason.label(), () -> statistics.dropped(reason));
        }
        return new RecordingFigures(
                statistics::recorded,
                dropped,
                statistics::truncated,
                statistics::errors,
                statistics::queuedRecords,
                statistics::queuedBytes);
    }

    /** How many exchanges were not recorded so far, for whatever reason. Any thread. */
    public long dropped() {
        return recorders.values().stream().mapToLong(Recorder::dropped).sum();
    }

    /** Records what has been taken, in bounded time, and ends the recorders. */
    @Override
    public void close() {
        recorders.values().forEach(Recorder::close);
    }
}
