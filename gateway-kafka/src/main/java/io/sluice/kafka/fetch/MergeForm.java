package io.sluice.kafka.fetch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.fge.jsonpatch.JsonPatch;
import com.github.fge.jsonpatch.JsonPatchException;
import io.sluice.engine.http.Body;
import io.sluice.engine.spi.InvalidSpecException;
import io.sluice.engine.spi.MergeSpec;
import io.sluice.kafka.view.ListSnapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;

/**
 * The document around the members of a merged list. Immutable.
 *
 * <p>Adding every record to the initial document with a JSON Patch (RFC 6902) of its own would cost a million patches
 * for a million records. All of them add at the same place, so one patch with a marker shows what stands before and
 * after the members; the rest is joining.
 */
final class MergeForm {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final int MIN_GZIP_BYTES = 1_024;

    private final byte[] empty;
    private final byte[] before;
    private final byte[] after;

    private MergeForm(String empty, String before, String after) {
        this.empty = empty.getBytes(StandardCharsets.UTF_8);
        this.before = before.getBytes(StandardCharsets.UTF_8);
        this.after = after.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Compiles {@code merge.patch}.
     *
     * @throws InvalidSpecException if the initial document is not JSON, or the path is not the end of an array in it
     */
    static MergeForm compile(MergeSpec spec) {
        if (!spec.path().endsWith("/-")) {
            throw new InvalidSpecException(
                    "patch.path: " + spec.path() + " (expected: the end of an array, such as /- or /items/-)");
        }
        String marker = UUID.randomUUID().toString();
        JsonNode initial = parse(spec.initial());
        String patched = text(patch(initial, spec.path(), marker));
        String quoted = '"' + marker + '"';
        int at = patched.indexOf(quoted);
        return new MergeForm(text(initial), patched.substring(0, at), patched.substring(at + quoted.length()));
    }

    /** The document with the list's members. */
    Body body(ListSnapshot list) {
        return list.members() == 0 ? Body.of(empty) : list.body(before, after);
    }

    /** Whether the list is long enough for gzip to pay. */
    boolean paysInGzip(ListSnapshot list) {
        return list.memberBytes() >= MIN_GZIP_BYTES;
    }

    /** The document in gzip. Only for lists for which that pays. */
    Body gzipBody(ListSnapshot list) {
        return list.gzipBody(before, after);
    }

    private static JsonNode parse(String initial) {
        try {
            JsonNode node = JSON.readTree(initial);
            if (node.isMissingNode()) {
                throw new InvalidSpecException("patch.initial is empty (expected: a JSON document such as [])");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new InvalidSpecException("patch.initial is not JSON: " + e.getOriginalMessage());
        }
    }

    private static JsonNode patch(JsonNode initial, String path, String marker) {
        ObjectNode add =
                JSON.createObjectNode().put("op", "add").put("path", path).put("value", marker);
        try {
            JsonNode patched =
                    JsonPatch.fromJson(JSON.createArrayNode().add(add)).apply(initial);
            if (!text(patched).contains('"' + marker + '"') || !isArrayAt(initial, path)) {
                throw new InvalidSpecException(
                        "patch.path: " + path + " does not name the end of an array in " + initial);
            }
            return patched;
        } catch (IOException | JsonPatchException e) {
            throw new InvalidSpecException("patch.path: " + path + " cannot be added to " + initial + ": "
                    + Objects.requireNonNullElse(e.getMessage(), e.toString()));
        }
    }

    private static boolean isArrayAt(JsonNode initial, String path) {
        return initial.at(path.substring(0, path.length() - 2)).isArray();
    }

    private static String text(JsonNode node) {
        return node.toString();
    }
}
