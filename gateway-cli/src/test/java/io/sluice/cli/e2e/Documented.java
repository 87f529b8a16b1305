package io.sluice.cli.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.record.check.DocumentCheck;
import io.sluice.record.check.Finding;
import io.sluice.record.exchange.NamedValues;
import io.sluice.record.exchange.RecordedExchange;
import io.sluice.record.exchange.RecordedRequest;
import io.sluice.record.exchange.RecordedResponse;
import io.sluice.record.exchange.RecordedTarget;
import io.sluice.record.openapi.ExistingDocument;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sees to it that what a gateway answers is what its OpenAPI document says, and nothing more. Any thread. */
final class Documented implements Client.Witness {
    /** What a stream of records answers for each of them, and only that. */
    private static final String LINE_END = "\r\n";

    private final DocumentCheck check; // guarded by this
    private List<Finding> findings = List.of(); // guarded by this

    /** Checks by a document. */
    Documented(String document) {
        try {
            JsonNode root = new ObjectMapper().readTree(document);
            root.path("components").path("schemas").forEach(Documented::close);
            check = new DocumentCheck(ExistingDocument.of(root));
        } catch (JsonProcessingException e) {
            throw new AssertionError(document, e);
        }
    }

    /** Clients have to bear members that a document does not name; here they would be members that somebody forgot. */
    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object && schema.has("properties") && !schema.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        schema.forEach(Documented::close);
    }

    @Override
    public void saw(String method, String path, List<String> fields, @Nullable String body, Client.Answer answer) {
        if (isDocumented(method, answer)) {
            String sent = isDescribed(method, path, fields, answer) ? body : null;
            for (String part : answer.body().split(LINE_END, -1)) {
                check(method + " " + path, exchange(method, path, fields, sent, answer, part));
            }
        }
    }

    /** Documents do not list what is not there, what all paths have, nor what guards say before the API is reached. */
    private static boolean isDocumented(String method, Client.Answer answer) {
        return !method.equals("HEAD")
                && !method.equals("OPTIONS")
                && answer.status() != 405
                && !answer.field("content-type").equals("application/problem+json")
                && !answer.body().equals("{\"error_code\":404,\"message\":\"HTTP 404 Not Found\"}")
                && answer.optional("content-encoding").isEmpty();
    }

    /** Whether the body of a request is one document of a type that it names, all of which was taken. */
    private static boolean isDescribed(String method, String path, List<String> fields, Client.Answer answer) {
        boolean stream = method.equals("POST") && path.endsWith("/records");
        return !stream && fields.contains("content-type") && answer.status() != 207;
    }

    private synchronized void check(String place, RecordedExchange exchange) {
        check.check(exchange, place);
        List<Finding> before = findings;
        findings = check.findings();
        for (Finding finding : findings) {
            if (!before.contains(finding) && !isLenience(finding)) {
                throw new AssertionError("not as documented: " + finding);
            }
        }
    }

    /** Numbers may be sent as texts, as they may to the original; the document does not invite to it. */
    private static boolean isLenience(Finding finding) {
        return finding.kind() == Finding.Kind.REQUEST_BODY
                && finding.detail().endsWith("string found, [integer, null] expected");
    }

    private static RecordedExchange exchange(
            String method,
            String path,
            List<String> fields,
            @Nullable String body,
            Client.Answer answer,
            String answered) {
        NamedValues.Builder sent = NamedValues.fields();
        for (int i = 0; i < fields.size(); i += 2) {
            sent.add(fields.get(i), fields.get(i + 1));
        }
        NamedValues.Builder received = NamedValues.fields();
        answer.headers().map().forEach((name, values) -> values.forEach(value -> received.add(name, value)));
        return new RecordedExchange(
                new RecordedRequest(null, method, "http", null, RecordedTarget.of(path), sent.build(), body),
                new RecordedResponse(null, answer.status(), received.build(), answered),
                Map.of());
    }
}
