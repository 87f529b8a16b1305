package io.sluice.record.recorder;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sluice.engine.http.ProblemType;
import io.sluice.engine.observe.RecordPlace;
import io.sluice.engine.observe.RouteLabel;
import io.sluice.engine.trace.TraceParent;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes records in the http-types format so that all of its readers take them: see {@code docs/recording.md}. By hand,
 * because it shares two cores with the traffic. One thread.
 */
final class RecordWriter {
    private static final byte[] REQUEST = ascii("{'request':{'timestamp':");
    private static final byte[] METHOD = ascii(",'method':");
    private static final byte[] PROTOCOL = ascii(",'protocol':");
    private static final byte[] HOST = ascii(",'host':");
    private static final byte[] PATH = ascii(",'path':");
    private static final byte[] PATHNAME = ascii(",'pathname':");
    private static final byte[] QUERY = ascii(",'query':");
    private static final byte[] HEADERS = ascii(",'headers':");
    private static final byte[] BODY = ascii(",'body':");
    private static final byte[] RESPONSE = ascii("},'response':{'timestamp':");
    private static final byte[] STATUS = ascii(",'statusCode':");
    private static final byte[] META = ascii("},'meta':{'requestId':");
    private static final byte[] TRACE = ascii(",'traceId':");
    private static final byte[] SPAN = ascii(",'spanId':");
    private static final byte[] ROUTE = ascii(",'route':");
    private static final byte[] ROUTE_PATH = ascii(",'routePath':");
    private static final byte[] TOPIC = ascii(",'topic':");
    private static final byte[] PARTITION = ascii(",'partition':");
    private static final byte[] OFFSET = ascii(",'offset':");
    private static final byte[] DURATION = ascii(",'durationMs':");
    private static final byte[] VERSION = ascii(",'httpVersion':");
    private static final byte[] CLIENT = ascii(",'clientAddress':");
    private static final byte[] IDENTITY = ascii(",'identity':");
    private static final byte[] REQUEST_BYTES = ascii(",'requestBytes':");
    private static final byte[] RESPONSE_BYTES = ascii(",'responseBytes':");
    private static final byte[] PROBLEM = ascii(",'problem':");
    private static final byte[] OUTCOME = ascii(",'outcome':");
    private static final byte[] INSTANCE = ascii(",'instance':");
    private static final byte[] TRUNCATED = ascii(",'truncated':[");
    private static final byte[] REDACTED = ascii(",'redacted':[");
    private static final byte[] OMITTED = ascii(",'omitted':[");
    private static final byte[] BECAUSE = ascii("],'omittedBecause':{");
    private static final byte[] DECODED = ascii(",'decoded':{");
    private static final byte[] NO_FIELDS = ascii(",'headers':{}");
    private static final byte[] END = ascii("}}");
    private static final String REQUEST_BODY = "request.body";
    private static final String RESPONSE_BODY = "response.body";
    private static final String NO_RESPONSE = "response";

    private final String instance;
    private final Timestamp timestamp = new Timestamp();

    RecordWriter(String instance) {
        this.instance = instance;
    }

    private static byte[] ascii(String json) {
        return json.replace('\'', '"').getBytes(US_ASCII);
    }

    /** Writes a record. */
    void write(Snapshot snapshot, RecordParts parts, JsonBytes json) {
        json.clear();
        request(snapshot, parts, json);
        response(snapshot, parts, json);
        meta(snapshot, parts, json);
        json.raw(END);
    }

    private void request(Snapshot snapshot, RecordParts parts, JsonBytes json) {
        timestamp.write(snapshot.startedMillis, json.raw(REQUEST));
        json.raw(METHOD).text(method(snapshot.method));
        json.raw(PROTOCOL).text(protocol(snapshot.scheme));
        json.raw(HOST).text(parts.host);
        json.raw(PATH).text(parts.path);
        json.raw(PATHNAME).text(parts.pathname);
        parts.query.write(json.raw(QUERY));
        parts.requestFields.write(json.raw(HEADERS));
        if (parts.requestBody.text() != null) {
            json.raw(BODY).text(parts.requestBody.text());
        }
    }

    /** The method as the format has it. */
    static String method(String method) {
        return switch (method) {
            case "GET" -> "get";
            case "POST" -> "post";
            case "PUT" -> "put";
            case "DELETE" -> "delete";
            default -> method.toLowerCase(Locale.ROOT);
        };
    }

    /** The protocol as the format has it. */
    static String protocol(String scheme) {
        return scheme.equals("https") ? scheme : "http";
    }

    private void response(Snapshot snapshot, RecordParts parts, JsonBytes json) {
        timestamp.write(snapshot.endedMillis(), json.raw(RESPONSE));
        json.raw(STATUS).number(snapshot.status);
        if (snapshot.hasResponse) {
            parts.responseFields.write(json.raw(HEADERS));
        } else {
            json.raw(NO_FIELDS);
        }
        String body = parts.responseBody.text();
        json.raw(BODY).text(body == null ? "" : body);
    }

    private void meta(Snapshot snapshot, RecordParts parts, JsonBytes json) {
        json.raw(META).text(parts.requestId);
        TraceParent trace = snapshot.trace;
        if (trace != null) {
            json.raw(TRACE).text(trace.traceId()).raw(SPAN).text(trace.spanId());
        }
        if (!snapshot.route.equals(RouteLabel.NONE)) {
            json.raw(ROUTE).text(snapshot.route.route());
            json.raw(ROUTE_PATH).text(snapshot.route.path());
        }
        RecordPlace record = snapshot.record;
        if (record != null) {
            json.raw(TOPIC).text(record.topic());
            json.raw(PARTITION).number(record.partition());
            json.raw(OFFSET).number(record.offset());
        }
        long micros = Math.max(0, snapshot.nanos / 1000);
        json.raw(DURATION).number(micros / 1000).raw('.').digits(micros % 1000, 3);
        json.raw(VERSION).text(snapshot.protocol);
        InetSocketAddress peer = snapshot.peer;
        if (peer != null && peer.getAddress() != null) {
            json.raw(CLIENT).text(peer.getAddress().getHostAddress());
        }
        if (!parts.identity.isEmpty()) {
            json.raw(IDENTITY).text(parts.identity);
        }
        json.raw(REQUEST_BYTES).number(snapshot.requestBytes);
        json.raw(RESPONSE_BYTES).number(snapshot.responseBytes);
        ProblemType problem = snapshot.problem;
        if (problem != null) {
            json.raw(PROBLEM).text(problem.uri());
        }
        json.raw(OUTCOME).text(outcome(snapshot));
        json.raw(INSTANCE).text(instance);
        list(TRUNCATED, parts.truncated, json);
        list(REDACTED, parts.redacted, json);
        omitted(snapshot, parts, json);
        decoded(parts, json);
    }

    private static String outcome(Snapshot snapshot) {
        if (!snapshot.hasResponse) {
            return "client-left";
        }
        if (!snapshot.isComplete) {
            return "cut-off";
        }
        ProblemType problem = snapshot.problem;
        return problem == ProblemType.TIMEOUT || problem == ProblemType.REQUEST_TIMEOUT ? "timeout" : "complete";
    }

    private static void list(byte[] name, List<String> values, JsonBytes json) {
        if (values.isEmpty()) {
            return;
        }
        json.raw(name);
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                json.raw(',');
            }
            json.text(values.get(i));
        }
        json.raw(']');
    }

    private static void omitted(Snapshot snapshot, RecordParts parts, JsonBytes json) {
        Omission request = parts.requestBody.omission();
        Omission response = parts.responseBody.omission();
        if (request == null && response == null && snapshot.hasResponse) {
            return;
        }
        boolean comma = item(OMITTED, false, request != null, REQUEST_BODY, json);
        comma = item(null, comma, response != null, RESPONSE_BODY, json);
        item(null, comma, !snapshot.hasResponse, NO_RESPONSE, json);
        comma = member(BECAUSE, false, REQUEST_BODY, request == null ? null : request.label(), json);
        member(null, comma, RESPONSE_BODY, response == null ? null : response.label(), json);
        json.raw('}');
    }

    private static void decoded(RecordParts parts, JsonBytes json) {
        if (parts.requestEncoding == null && parts.responseEncoding == null) {
            return;
        }
        boolean comma = member(DECODED, false, REQUEST_BODY, parts.requestEncoding, json);
        member(null, comma, RESPONSE_BODY, parts.responseEncoding, json);
        json.raw('}');
    }

    /** Writes one text of a list, if it applies; whether the list has one. */
    private static boolean item(byte @Nullable [] open, boolean comma, boolean applies, String text, JsonBytes json) {
        if (open != null) {
            json.raw(open);
        }
        if (!applies) {
            return comma;
        }
        if (comma) {
            json.raw(',');
        }
        json.text(text);
        return true;
    }

    /** Writes one member of an object, if it has a value; whether the object has one. */
    private static boolean member(
            byte @Nullable [] open, boolean comma, String name, @Nullable String value, JsonBytes json) {
        boolean written = item(open, comma, value != null, name, json);
        if (value != null) {
            json.raw(':').text(value);
        }
        return written;
    }
}
