package io.sluice.record.recorder;

import io.sluice.record.recorder.redact.Redactor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The parts of a record, decoded and without secrets. Filled and used again. Owned by the recorder's thread. */
final class RecordParts {
    private static final String UNKNOWN_HOST = "localhost"; // that of other recordings without one
    private static final int MOST_NOTES = 64;

    private final Redactor redactor;
    private final BodyReader reader;
    private final String[] bodyNames = {"request.body", "response.body"};

    final NamedLines query = new NamedLines();
    final NamedLines requestFields = new NamedLines();
    final NamedLines responseFields = new NamedLines();
    /** What was masked. */
    final List<String> redacted = new ArrayList<>();
    /** Of what a part is missing. */
    final List<String> truncated = new ArrayList<>();

    String host = UNKNOWN_HOST;
    String path = "/";
    String pathname = "/";
    String identity = "";
    String requestId = "";
    BodyText requestBody = BodyText.EMPTY;
    BodyText responseBody = BodyText.EMPTY;

    @Nullable String requestEncoding; // that was undone

    @Nullable String responseEncoding;

    RecordParts(Redactor redactor, int bodyLimit) {
        this.redactor = redactor;
        this.reader = new BodyReader(bodyLimit);
    }

    /** Takes the parts of an exchange. */
    void read(Snapshot snapshot) {
        redacted.clear();
        truncated.clear();
        target(snapshot);
        host = host(snapshot);
        identity = masked("meta.identity", snapshot.identity, identity(snapshot.identity));
        requestId = masked("meta.requestId", snapshot.requestId, redactor.text(snapshot.requestId));
        requestBody = body(bodyNames[0], snapshot.requestBody, snapshot.requestLines);
        responseBody = body(bodyNames[1], snapshot.responseBody, snapshot.responseLines);
        requestEncoding = undone(requestBody, snapshot.requestLines);
        responseEncoding = undone(responseBody, snapshot.responseLines);
        fields("request.headers.", snapshot.requestLines, requestEncoding, requestFields);
        fields("response.headers.", snapshot.responseLines, responseEncoding, responseFields);
    }

    /** Leaves out what bodies are still there, for a sink that cannot take them. */
    RecordParts withoutBodies() {
        requestBody = withoutText(bodyNames[0], requestBody);
        responseBody = withoutText(bodyNames[1], responseBody);
        return this;
    }

    private BodyText withoutText(String name, BodyText body) {
        if (body.text() == null || body.text().isEmpty()) {
            return body;
        }
        note(name, truncated);
        return BodyText.omitted(Omission.TOO_LARGE);
    }

    private void target(Snapshot snapshot) {
        pathname = masked("request.path", snapshot.path, redactor.pathname(snapshot.path));
        query.clear();
        if (snapshot.query == null) {
            path = pathname;
        } else {
            String shown = redactor.query(snapshot.query, query::add);
            path = pathname + '?' + masked("request.query", snapshot.query, shown);
        }
    }

    /** Behind the guard's name, which would make a secret of the sender's if the guard is called {@code jwt}, say. */
    private String identity(String subject) {
        int name = subject.indexOf(':') + 1;
        return name == 0 ? redactor.text(subject) : subject.substring(0, name) + redactor.text(subject.substring(name));
    }

    private String host(Snapshot snapshot) {
        String authority = snapshot.authority;
        if (authority.isEmpty()) {
            authority = Objects.requireNonNullElse(snapshot.requestLines.first("host"), "");
        }
        return authority.isEmpty() ? UNKNOWN_HOST : redactor.text(authority);
    }

    private void fields(String prefix, FieldLines lines, @Nullable String encoding, NamedLines fields) {
        fields.clear();
        for (int i = 0; i < lines.count(); i++) {
            String name = lines.name(i);
            String value = lines.value(i);
            if (encoding != null && name.equals("content-encoding")) {
                continue; // the body in the record is not encoded any more
            }
            String shown = redactor.field(name, value);
            fields.add(name, shown);
            if (!shown.equals(value)) {
                note(prefix + name, redacted);
            }
        }
        if (lines.isTruncated()) {
            note(prefix.substring(0, prefix.length() - 1), truncated);
        }
    }

    private BodyText body(String name, BodySnapshot body, FieldLines head) {
        BodyText read = reader.read(body, head);
        if (read.text() == null) {
            return read;
        }
        if (read.isTruncated()) {
            note(name, truncated);
        }
        String shown = redactor.body(head.first("content-type"), read.text(), read.isTruncated());
        if (shown == null) {
            note(name, redacted);
            return BodyText.omitted(Omission.NOT_REDACTABLE);
        }
        return new BodyText(masked(name, read.text(), shown), read.isTruncated(), null);
    }

    private static @Nullable String undone(BodyText body, FieldLines head) {
        return body.text() == null || body.text().isEmpty() ? null : head.first("content-encoding");
    }

    private String masked(String name, String value, String shown) {
        if (!shown.equals(value)) {
            note(name, redacted);
        }
        return shown;
    }

    private static void note(String what, List<String> notes) {
        if (notes.size() < MOST_NOTES && !notes.contains(what)) {
            notes.add(what);
        }
    }
}
