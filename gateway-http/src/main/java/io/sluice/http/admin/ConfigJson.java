package io.sluice.http.admin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Writes which configuration is running. Stateless. */
final class ConfigJson {
    private static final JsonFactory JSON = new JsonFactory();

    private ConfigJson() {}

    static byte[] of(ConfigStatus status) {
        var bytes = new ByteArrayOutputStream(4096);
        try (var json = JSON.createGenerator(bytes)) {
            var printer = new DefaultPrettyPrinter();
            printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
            json.setPrettyPrinter(printer);
            json.writeStartObject();
            json.writeStringField("source", status.source());
            json.writeStringField("loaded", status.loaded().toString());
            json.writeStringField("hash", status.hash());
            json.writeNumberField("reloads", status.accepted());
            json.writeNumberField("refused", status.refused());
            ConfigStatus.Attempt last = status.last();
            if (last != null) {
                json.writeObjectFieldStart("lastReload");
                json.writeStringField("at", last.at().toString());
                json.writeStringField("outcome", last.problems().isEmpty() ? "ok" : "refused");
                write("problems", last.problems(), json);
                json.writeEndObject();
            }
            write("configuration", status.folded(), json);
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a byte array does not fail
        }
        return bytes.toByteArray();
    }

    private static void write(String name, List<String> lines, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(name);
        for (String line : lines) {
            json.writeString(line);
        }
        json.writeEndArray();
    }
}
