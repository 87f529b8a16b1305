package io.sluice.cli.record;

import io.sluice.record.check.DocumentCheck;
import io.sluice.record.check.Finding;
import io.sluice.record.exchange.RecordedExchange;
import io.sluice.record.openapi.DocumentFile;
import io.sluice.record.openapi.ExistingDocument;
import io.sluice.record.source.Arrival;
import io.sluice.record.source.ExchangeSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gateway openapi check}: which recorded exchanges a document does not allow. */
@Command(
        name = "check",
        description = "Tells what in recorded exchanges an OpenAPI document does not allow."
                + " Exits 0 if there is nothing, 1 if there is something, or 2.",
        mixinStandardHelpOptions = true)
final class ConformanceCommand implements Callable<Integer> {
    private static final Duration TURN = Duration.ofMillis(200);

    @Mixin
    private SourceOptions source = new SourceOptions();

    @Option(names = "--spec", required = true, paramLabel = "FILE", description = "The document, in YAML or JSON.")
    private Path document = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Creates the command; picocli does. */
    ConformanceCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        return Work.guarded(spec, this::check);
    }

    private int check() throws IOException, InterruptedException {
        var check = new DocumentCheck(ExistingDocument.of(DocumentFile.read(document)));
        var progress = new Progress(spec.commandLine().getErr());
        try (StopSignal stop = StopSignal.listen();
                ExchangeSource exchanges = source.open(System.in)) {
            List<Arrival> some = List.of();
            while (some != null && !stop.isWished()) {
                some.forEach(arrival -> check(check, progress, arrival));
                progress.show(exchanges.lag());
                some = exchanges.poll(TURN);
            }
            progress.end();
            return stop.endsWith(report(check));
        }
    }

    private static void check(DocumentCheck check, Progress progress, Arrival arrival) {
        progress.count(arrival);
        RecordedExchange exchange = arrival.exchange();
        if (exchange != null) {
            check.check(exchange, arrival.place());
        }
    }

    private int report(DocumentCheck check) {
        PrintWriter out = spec.commandLine().getOut();
        List<Finding> findings = check.findings();
        for (Finding finding : findings) {
            out.println("%s: %s: %s (%d times, first at %s)"
                    .formatted(
                            finding.operation(),
                            finding.kind().words(),
                            finding.detail(),
                            finding.count(),
                            finding.example()));
        }
        if (check.beyond() > 0) {
            out.println("and " + check.beyond() + " times something else");
        }
        out.println(findings.isEmpty() ? "all as the document says" : findings.size() + " kinds of deviations");
        out.flush();
        return findings.isEmpty() ? Work.DONE : Work.DIFFERENT;
    }
}
