package io.sluice.telemetry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How lines of an access log look. Whatever clients send, a line stays one line of visible ASCII. */
public enum AccessFormat {
    /** The common log format, as most web servers write it. */
    COMMON {
        @Override
        String line(AccessEntry entry) {
            return entry.address() + " - " + (entry.user().isEmpty() ? "-" : VisibleText.of(entry.user())) + " ["
                    + DATE.format(Instant.ofEpochMilli(entry.millis())) + "] \"" + VisibleText.of(entry.method()) + ' '
                    + VisibleText.of(entry.target()) + ' ' + VisibleText.of(entry.protocol()) + "\" "
                    + (entry.status() == 0 ? "-" : Integer.toString(entry.status())) + ' '
                    + (entry.responseBytes() == 0 ? "-" : Long.toString(entry.responseBytes()));
        }
    },
    /** One JSON object. */
    JSON {
        @Override
        String line(AccessEntry entry) {
            var text = new StringWriter();
            try (var json = WRITER.createGenerator(text)) {
                json.writeStartObject();
                json.writeStringField(
                        "time", Instant.ofEpochMilli(entry.millis()).toString());
                json.writeStringField("requestId", entry.requestId());
                if (entry.traceId() != null) {
                    json.writeStringField("traceId", entry.traceId());
                }
                json.writeStringField("listener", entry.listener());
                json.writeStringField("peer", entry.address());
                if (!entry.user().isEmpty()) {
                    json.writeStringField("user", entry.user());
                }
                json.writeStringField("method", entry.method());
                json.writeStringField("target", entry.target());
                json.writeStringField("protocol", entry.protocol());
                json.writeStringField("route", entry.route().route());
                json.writeStringField("path", entry.route().path());
                if (entry.status() != 0) {
                    json.writeNumberField("status", entry.status());
                }
                if (entry.problem() != null) {
                    json.writeStringField("problem", entry.problem());
                }
                json.writeStringField("outcome", entry.complete() ? "complete" : "aborted");
                json.writeNumberField("requestBytes", entry.requestBytes());
                json.writeNumberField("responseBytes", entry.responseBytes());
                json.writeNumberField("micros", entry.nanos() / 1_000);
                json.writeEndObject();
            } catch (IOException e) {
                throw new UncheckedIOException(e); // a string does not fail
            }
            return text.toString();
        }
    };

    static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final JsonFactory WRITER =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    abstract String line(AccessEntry entry);
}
