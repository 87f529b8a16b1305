package io.sluice.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.config.load.GatewayModel;
import io.sluice.record.openapi.DocumentFile;
import io.sluice.record.openapi.DocumentFile.Format;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gateway openapi routes}: what a configuration serves, as an OpenAPI document. */
@Command(
        name = "routes",
        description = "Prints the OpenAPI 3.1 document of what the gateway itself serves with a configuration.",
        mixinStandardHelpOptions = true)
final class RoutesCommand implements Callable<Integer> {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = "zilla.yaml",
            description = "A file or a URL. Default: ${DEFAULT-VALUE}")
    private String source = "zilla.yaml";

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Where to write it, in YAML if the name ends in .yaml or .yml. Default: standard output")
    private @Nullable Path out;

    @Option(
            names = "--format",
            paramLabel = "json|yaml",
            description = "The language of the document. Default: what the file's name says, else json")
    private @Nullable Format format;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Creates the command. */
    RoutesCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        ConfigSource config = ConfigSource.of(source);
        GatewayModel.Loaded loaded = GatewayModel.load(config.name(), config.read(), System.getenv());
        ObjectNode document = ServedApi.document(loaded);
        if (out == null) {
            PrintWriter printed = spec.commandLine().getOut();
            printed.print(DocumentFile.text(document, chosen("")));
            printed.flush();
        } else {
            DocumentFile.write(out, document, chosen(out.toString()));
        }
        return 0;
    }

    private Format chosen(String name) {
        return format == null ? Format.of(name) : format;
    }
}
