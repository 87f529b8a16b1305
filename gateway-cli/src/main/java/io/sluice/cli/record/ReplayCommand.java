package io.sluice.cli.record;

import io.sluice.record.exchange.RecordedExchange;
import io.sluice.record.replay.ReplayFilter;
import io.sluice.record.replay.ReplaySettings;
import io.sluice.record.replay.Replayer;
import io.sluice.record.source.Arrival;
import io.sluice.record.source.ExchangeSource;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gateway replay}: recorded requests once more, and whether the answers are the recorded ones. */
@Command(
        name = "replay",
        description = "Sends recorded requests again and compares the answers with the recorded ones."
                + " Exits 0 if all are the same, 1 if not, or 2.",
        mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {
    private static final Duration TURN = Duration.ofMillis(200);

    @Mixin
    private SourceOptions source = new SourceOptions();

    @Option(
            names = "--target",
            required = true,
            paramLabel = "URL",
            description = "Where the requests are sent to; a path in it stands before the recorded ones.")
    private URI target = URI.create("http://localhost");

    @Option(
            names = "--rate",
            paramLabel = "PER-SECOND",
            defaultValue = "0",
            description = "The most requests in a second. Default: as many as --concurrency allows")
    private double rate;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            defaultValue = "8",
            description = "The most requests without an answer at the same time. Default: ${DEFAULT-VALUE}")
    private int concurrency = 8;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long to wait for an answer. Default: ${DEFAULT-VALUE}")
    private int timeout = 30;

    @Option(
            names = "--filter",
            paramLabel = "CONDITION",
            description =
                    "Only exchanges with method=GET, path=/users/*, host=api.example.com or status=2xx. Repeatable:"
                            + " all must hold; commas between alternatives.")
    private List<String> filters = List.of();

    @Option(
            names = "--ignore",
            paramLabel = "POINTER",
            description = "A JSON pointer to what may differ in bodies, such as /items/*/createdAt. Repeatable.")
    private List<String> ignored = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Creates the command; picocli does. */
    ReplayCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        return Work.guarded(spec, this::replay);
    }

    private int replay() throws IOException, InterruptedException {
        var settings = new ReplaySettings(target, rate, concurrency, Duration.ofSeconds(timeout), ignored);
        ReplayFilter filter = ReplayFilter.of(filters);
        var report = new ReplayReport(spec.commandLine().getOut());
        var replayer = new Replayer(settings, report);
        var progress = new Progress(spec.commandLine().getErr());
        try (StopSignal stop = StopSignal.listen();
                ExchangeSource exchanges = source.open(System.in)) {
            List<Arrival> some = List.of();
            while (some != null && !stop.isWished()) {
                for (Arrival arrival : some) {
                    progress.count(arrival);
                    RecordedExchange exchange = arrival.exchange();
                    if (exchange != null && filter.passes(exchange) && !stop.isWished()) {
                        replayer.send(exchange, arrival.place());
                    }
                }
                progress.show(exchanges.lag());
                some = exchanges.poll(TURN);
            }
            boolean finished = replayer.finish();
            progress.end();
            return stop.endsWith(report.end(replayer, finished));
        }
    }
}
