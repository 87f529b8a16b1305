package io.sluice.cli.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.record.openapi.DocumentFile;
import io.sluice.record.openapi.OpenApiBuilder;
import io.sluice.record.schema.OpenApiVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files that a builder's documents are written to. One thread. */
final class DocumentOutput {
    private final OpenApiBuilder builder;
    private final OpenApiVersion version;
    private final OutputOptions options;
    private final SortedMap<Path, Integer> written = new TreeMap<>();

    DocumentOutput(OpenApiBuilder builder, OpenApiVersion version, OutputOptions options) {
        this.builder = builder;
        this.version = version;
        this.options = options;
    }

    /** Writes every document that has paths, each atomically. */
    void write() throws IOException {
        for (Map.Entry<String, ObjectNode> document : builder.documents(version).entrySet()) {
            int paths = document.getValue().path("paths").size();
            if (paths > 0) {
                Path file = options.file(document.getKey());
                DocumentFile.write(file, document.getValue(), options.format());
                written.put(file, paths);
            }
        }
    }

    /** The files that were written, each with how many paths it has. */
    SortedMap<Path, Integer> written() {
        return written;
    }

    /** How many paths there were at the last writing. */
    int paths() {
        return written.values().stream().mapToInt(Integer::intValue).sum();
    }
}
