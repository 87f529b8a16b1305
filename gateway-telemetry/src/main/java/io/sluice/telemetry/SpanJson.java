package io.sluice.telemetry;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Writes spans as OpenTelemetry's {@code ExportTraceServiceRequest} in JSON. Ids are hexadecimal there, other than in the
 * JSON of Protocol Buffers elsewhere. Immutable.
 *
 * @param resource attributes of the process
 */
record SpanJson(Map<String, String> resource) {
    private static final int ERROR = 2;

    byte[] of(List<Span> spans) {
        return OtlpRequest.of("Spans", "spans", resource, json -> {
            for (Span span : spans) {
                write(json, span);
            }
        });
    }

    private static void write(JsonGenerator json, Span span) throws IOException {
        json.writeStartObject();
        json.writeStringField("traceId", span.context().parent().traceId());
        json.writeStringField("spanId", span.context().parent().spanId());
        if (span.parentId() != null) {
            json.writeStringField("parentSpanId", span.parentId());
        }
        if (span.context().state() != null) {
            json.writeStringField("traceState", span.context().state());
        }
        json.writeStringField("name", span.name());
        json.writeNumberField("kind", span.kind().number());
        json.writeStringField("startTimeUnixNano", Long.toString(span.startNanos()));
        json.writeStringField("endTimeUnixNano", Long.toString(span.endNanos()));
        OtlpRequest.attributes(json, span.attributes());
        if (span.failed()) {
            json.writeObjectFieldStart("status");
            json.writeNumberField("code", ERROR);
            json.writeEndObject();
        }
        json.writeEndObject();
    }
}
