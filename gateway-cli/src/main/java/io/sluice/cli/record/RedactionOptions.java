package io.sluice.cli.record;

import io.sluice.record.recorder.redact.RedactionSettings;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** What is masked in recordings, as a command line says it. */
final class RedactionOptions {
    @Option(
            names = "--no-redaction",
            description = "Record credentials as they are: by default, what looks like one becomes ***.")
    private boolean off;

    @Option(
            names = "--redact-header",
            paramLabel = "NAME",
            description = "A header field whose value is masked too. Repeatable.")
    private List<String> headers = List.of();

    @Option(
            names = "--redact-parameter",
            paramLabel = "NAME",
            description = "A query parameter or form field whose value is masked too. Repeatable.")
    private List<String> parameters = List.of();

    @Option(
            names = "--redact-json",
            paramLabel = "PATH",
            description =
                    "A place in JSON bodies whose value is masked too, such as $.user.email or $..iban. Repeatable.")
    private List<String> places = List.of();

    @Option(
            names = "--redact-pattern",
            paramLabel = "REGEX",
            description = "What matches is masked wherever it stands. Repeatable.")
    private List<String> patterns = List.of();

    @Option(
            names = "--keep-name",
            paramLabel = "NAME",
            description = "A name whose value would be masked and is recorded as it is. Repeatable.")
    private List<String> kept = List.of();

    /** Creates the options; picocli does. */
    RedactionOptions() {}

    /**
     * What they say.
     *
     * @throws IllegalArgumentException if a path or an expression makes no sense
     */
    RedactionSettings settings() {
        return new RedactionSettings(
                !off, Set.copyOf(headers), Set.copyOf(parameters), places, patterns, Set.copyOf(kept), null);
    }
}
