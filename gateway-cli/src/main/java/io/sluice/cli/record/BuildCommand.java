package io.sluice.cli.record;

import io.sluice.record.openapi.DocumentFile;
import io.sluice.record.openapi.ExistingDocument;
import io.sluice.record.openapi.OpenApiBuilder;
import io.sluice.record.openapi.Rules;
import io.sluice.record.path.PathRules;
import io.sluice.record.schema.OpenApiVersion;
import io.sluice.record.schema.SchemaRules;
import io.sluice.record.source.ExchangeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gateway openapi build}: recorded exchanges to an OpenAPI document. */
@Command(
        name = "build",
        description = "Builds an OpenAPI document from recorded exchanges. Exits 0, 1 if it cannot be written, or 2.",
        mixinStandardHelpOptions = true)
final class BuildCommand implements Callable<Integer> {
    private static final Set<String> MODES = Set.of("gen", "replay", "mixed");

    @Mixin
    private SourceOptions source = new SourceOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = {"-a", "--initial-openapi-spec"},
            paramLabel = "FILE",
            description = "A document in YAML or JSON to begin with. What it says stays; what is new is added.")
    private @Nullable Path initial;

    @Option(
            names = {"-m", "--mode"},
            paramLabel = "gen|replay|mixed",
            defaultValue = "gen",
            description = "Accepted for compatibility; schemas are inferred in each of them.")
    private String mode = "gen";

    @Option(
            names = "--openapi",
            paramLabel = "3.0|3.1",
            defaultValue = "3.0",
            description = "The version of OpenAPI. Default: ${DEFAULT-VALUE}, or that of -a")
    private String version = "3.0";

    @Option(names = "--per-host", description = "Write a document for each host.")
    private boolean perHost;

    @Option(
            names = "--path-template",
            paramLabel = "TEMPLATE",
            description =
                    "A path with parameters, such as /users/{id}; ignore:/health/** leaves paths out. Repeatable.")
    private List<String> templates = List.of();

    @Option(
            names = "--param-regex",
            paramLabel = "REGEX",
            description = "Path segments that match are parameters, whatever they look like.")
    private @Nullable String regex;

    @Option(names = "--enums", description = "Tell texts with few different values by their values.")
    private boolean enums;

    @Option(
            names = "--examples",
            description = "Show the first body of each kind as an example. Bodies may hold secrets.")
    private boolean examples;

    @Option(
            names = "--write-every",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "How often the document is written while there is more to read. Default: ${DEFAULT-VALUE}")
    private int writeEvery = 5;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Creates the command; picocli does. */
    BuildCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        return Work.guarded(spec, this::build);
    }

    private int build() throws IOException, InterruptedException {
        if (!MODES.contains(mode.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("--mode " + mode + " (expected: gen, replay or mixed)");
        }
        if (writeEvery < 1) {
            throw new IllegalArgumentException("--write-every " + writeEvery + " (expected: 1 or more)");
        }
        output.file(perHost ? "host" : "");
        SchemaRules usual = SchemaRules.USUAL;
        var schemas = new SchemaRules(enums, usual.maxProperties(), usual.maxDepth());
        var rules = new Rules(PathRules.of(templates, regex), schemas, perHost, examples);
        ExistingDocument existing = initial == null ? null : ExistingDocument.of(DocumentFile.read(initial));
        var builder = new OpenApiBuilder(rules, existing);
        var documents = new DocumentOutput(builder, OpenApiVersion.of(version), output);
        var progress = new Progress(spec.commandLine().getErr());
        try (StopSignal stop = StopSignal.listen();
                ExchangeSource exchanges = source.open(System.in)) {
            var run = new BuildRun(builder, documents, progress, Duration.ofSeconds(writeEvery));
            return stop.endsWith(run.all(exchanges, stop, spec.commandLine()));
        }
    }
}
