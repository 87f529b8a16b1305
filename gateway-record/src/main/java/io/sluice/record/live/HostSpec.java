package io.sluice.record.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.record.exchange.RecordedExchange;
import io.sluice.record.openapi.DocumentFile;
import io.sluice.record.openapi.ExistingDocument;
import io.sluice.record.openapi.OpenApiBuilder;
import io.sluice.record.schema.OpenApiVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The document of one host: what was learned, and the file. Guarded by its owner's lock. */
final class HostSpec {
    private final Path file;
    private final OpenApiBuilder builder;
    private boolean changed;

    private HostSpec(Path file, OpenApiBuilder builder) {
        this.file = file;
        this.builder = builder;
    }

    /**
     * Begins with what the file says, if there is one.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it is no OpenAPI document, and so not to be overwritten
     */
    static HostSpec open(Path file, SpecMode mode) throws IOException {
        ExistingDocument existing = Files.exists(file) ? ExistingDocument.of(DocumentFile.read(file)) : null;
        return new HostSpec(file, new OpenApiBuilder(mode.rules(), existing));
    }

    Path file() {
        return file;
    }

    void learn(RecordedExchange exchange) {
        builder.observe(exchange);
        changed = true;
    }

    /** The document if it has changed since it was last taken, and has paths; null otherwise. */
    @Nullable ObjectNode takeChanged() {
        if (!changed) {
            return null;
        }
        changed = false;
        ObjectNode document = builder.documents(OpenApiVersion.V3_0).get("");
        return document == null || document.path("paths").isEmpty() ? null : document;
    }

    /** Has the document taken again, because it could not be written. */
    void putBack() {
        changed = true;
    }
}
