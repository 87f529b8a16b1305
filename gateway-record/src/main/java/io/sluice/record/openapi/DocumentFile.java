package io.sluice.record.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** OpenAPI documents in files, as JSON or YAML. The only class here that knows YAML. Stateless; any thread. */
public final class DocumentFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_ALIASES = 1_000;
    private static final int MAX_CHARACTERS = 64 << 20;

    private DocumentFile() {}

    /** The languages that documents are written in. */
    public enum Format {
        /** JSON, two spaces deep. */
        JSON,
        /** YAML in blocks. */
        YAML;

        /** What a file's name says: YAML if it ends in {@code .yaml} or {@code .yml}, else JSON. */
        public static Format of(String name) {
            return name.endsWith(".yaml") || name.endsWith(".yml") ? YAML : JSON;
        }

        /** How files of this format are named. */
        public String extension() {
            return this == JSON ? ".json" : ".yaml";
        }
    }

    /**
     * Reads a document in JSON or YAML, whatever its name.
     *
     * @throws IOException if there is no file, or it is neither
     */
    public static JsonNode read(Path file) throws IOException {
        return parse(file.toString(), Files.readString(file));
    }

    /**
     * The document of a text in JSON or YAML.
     *
     * @param name names it in errors
     * @throws IOException if it is neither
     */
    public static JsonNode parse(String name, String text) throws IOException {
        if (text.stripLeading().startsWith("{")) {
            try {
                return JSON.readTree(text);
            } catch (JsonProcessingException e) {
                throw new IOException(
                        name + " is not valid JSON: " + e.getOriginalMessage() + " in line "
                                + e.getLocation().getLineNr(),
                        e);
            }
        }
        LoadSettings settings = LoadSettings.builder()
                .setLabel(name)
                .setMaxAliasesForCollections(MAX_ALIASES)
                .setCodePointLimit(MAX_CHARACTERS)
                .build();
        try {
            return JSON.valueToTree(new Load(settings).loadFromString(text));
        } catch (YamlEngineException | IllegalArgumentException e) {
            throw new IOException(name + " is not valid YAML: " + e.getMessage(), e);
        }
    }

    /** A document as text, with an end of line at its end. */
    public static String text(JsonNode document, Format format) {
        try {
            if (format == Format.JSON) {
                var indenter = new DefaultIndenter("  ", "\n");
                var separators = Separators.createDefaultInstance()
                        .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                        .withObjectEmptySeparator("")
                        .withArrayEmptySeparator("");
                var printer = new DefaultPrettyPrinter(separators)
                        .withObjectIndenter(indenter)
                        .withArrayIndenter(indenter);
                return JSON.writer(printer).writeValueAsString(document) + "\n";
            }
            DumpSettings settings = DumpSettings.builder()
                    .setDefaultFlowStyle(FlowStyle.BLOCK)
                    .setWidth(120)
                    .setSplitLines(false)
                    .setIndicatorIndent(2)
                    .setIndentWithIndicator(true)
                    .build();
            return new Dump(settings).dumpToString(JSON.convertValue(document, Object.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A document of nodes cannot fail to be written", e);
        }
    }

    /**
     * Writes a document so that whoever reads the file sees the old one or the new one. Folders are made when missing.
     *
     * @throws IOException if that fails; the old file stays then
     */
    public static void write(Path file, JsonNode document, Format format) throws IOException {
        Path folder = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), Path.of("/"));
        Files.createDirectories(folder);
        Path temporary = folder.resolve(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            Files.writeString(temporary, text(document, format), StandardCharsets.UTF_8);
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            move(temporary, file);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
