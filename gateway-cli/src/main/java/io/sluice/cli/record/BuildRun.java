package io.sluice.cli.record;

import io.sluice.record.exchange.RecordedExchange;
import io.sluice.record.openapi.OpenApiBuilder;
import io.sluice.record.source.Arrival;
import io.sluice.record.source.ExchangeSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine;

/** Reads a source to its end, or until somebody wishes a stop, and writes what was learned now and then. One thread. */
final class BuildRun {
    private static final Duration TURN = Duration.ofMillis(200);
    /** Writing takes at most this part of the time. */
    private static final int SHARE = 10;

    private final OpenApiBuilder builder;
    private final DocumentOutput output;
    private final Progress progress;
    private final long everyNanos;
    private boolean changed;

    BuildRun(OpenApiBuilder builder, DocumentOutput output, Progress progress, Duration every) {
        this.builder = builder;
        this.output = output;
        this.progress = progress;
        this.everyNanos = every.toNanos();
    }

    /** Reads all of it and returns the exit code. What was read before a failure is written all the same. */
    int all(ExchangeSource source, StopSignal stop, CommandLine command) throws IOException, InterruptedException {
        boolean written;
        try {
            read(source, stop);
        } finally {
            written = save(source, command.getErr());
            progress.end();
            tell(command);
        }
        return written ? Work.DONE : Work.DIFFERENT;
    }

    private void read(ExchangeSource source, StopSignal stop) throws IOException, InterruptedException {
        long next = System.nanoTime() + everyNanos;
        while (!stop.isWished()) {
            List<Arrival> some = source.poll(TURN);
            if (some == null) {
                return;
            }
            some.forEach(this::take);
            progress.show(source.lag());
            long now = System.nanoTime();
            if (changed && now - next >= 0) {
                write(source);
                long end = System.nanoTime();
                next = end + Math.max(everyNanos, SHARE * (end - now));
            }
        }
    }

    private void take(Arrival arrival) {
        progress.count(arrival);
        RecordedExchange exchange = arrival.exchange();
        if (exchange != null) {
            builder.observe(exchange);
            changed = true;
        }
    }

    private void write(ExchangeSource source) throws IOException {
        output.write();
        progress.paths(output.paths());
        source.commit();
        changed = false;
    }

    private boolean save(ExchangeSource source, PrintWriter err) {
        try {
            if (changed) {
                write(source);
            }
            return true;
        } catch (IOException e) {
            err.println("the document cannot be written: " + e);
            return false;
        }
    }

    private void tell(CommandLine command) {
        builder.leftOut()
                .counts()
                .forEach((reason, count) -> command.getErr().println("  left out " + count + " " + reason.words()));
        if (output.written().isEmpty()) {
            command.getErr().println("nothing was written: there were no exchanges that a document could tell of");
        }
        output.written().forEach((file, paths) -> command.getOut().println(file + ": " + paths + " paths"));
        command.getErr().flush();
        command.getOut().flush();
    }
}
