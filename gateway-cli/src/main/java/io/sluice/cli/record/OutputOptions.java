package io.sluice.cli.record;

import io.sluice.record.openapi.DocumentFile.Format;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where documents are written, as a command line says it. */
final class OutputOptions {
    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            defaultValue = "specs",
            description = "The folder for openapi.json, made when missing; or a file that ends in .json, .yaml or .yml."
                    + " Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("specs");

    @Option(
            names = "--format",
            paramLabel = "json|yaml",
            description = "The language of the document. Default: what the file's name says, else json")
    private @Nullable String format;

    /** Creates the options; picocli does. */
    OutputOptions() {}

    /** The format of documents. */
    Format format() {
        if (format == null) {
            return Format.of(out.toString());
        }
        return switch (format.toLowerCase(Locale.ROOT)) {
            case "json" -> Format.JSON;
            case "yaml", "yml" -> Format.YAML;
            default -> throw new IllegalArgumentException("--format " + format + " (expected: json or yaml)");
        };
    }

    /**
     * The file for the document of a host.
     *
     * @param host the host; empty where there is one document for all
     */
    Path file(String host) {
        if (isFile()) {
            if (host.isEmpty()) {
                return out;
            }
            throw new IllegalArgumentException("--per-host writes several documents: -o must be a folder");
        }
        String name = host.isEmpty() ? "openapi" : host.replaceAll("[^a-z0-9._-]", "_");
        return out.resolve(name + format().extension());
    }

    private boolean isFile() {
        String name = out.toString();
        return name.endsWith(".json") || Format.of(name) == Format.YAML;
    }
}
