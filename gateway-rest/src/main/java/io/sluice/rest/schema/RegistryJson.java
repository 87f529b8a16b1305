package io.sluice.rest.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The bodies of a registry's requests and responses. */
final class RegistryJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private RegistryJson() {}

    /** The body of a lookup or of a registration. */
    static byte[] request(RegistrySchema schema) {
        ObjectNode body = MAPPER.createObjectNode();
        body.put("schema", schema.text());
        if (schema.type() != SchemaType.AVRO) {
            body.put("schemaType", schema.type().name()); // registries before 5.5 know Avro only, and not this member
        }
        if (!schema.references().isEmpty()) {
            ArrayNode references = body.putArray("references");
            for (SchemaReference reference : schema.references()) {
                references
                        .addObject()
                        .put("name", reference.name())
                        .put("subject", reference.subject())
                        .put("version", reference.version());
            }
        }
        try {
            return MAPPER.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // a tree of text and numbers
        }
    }

    /** The object of a successful answer; any other answer fails. */
    static JsonNode answer(HttpResponse<byte[]> response) throws RegistryException {
        JsonNode body;
        try {
            body = MAPPER.readTree(response.body());
        } catch (IOException e) {
            body = MAPPER.missingNode();
        }
        if (response.statusCode() == 200 && body.isObject()) {
            return body;
        }
        if (response.statusCode() == 200) {
            throw RegistryException.failed("The schema registry's answer is no JSON object.");
        }
        int code = body.path("error_code").asInt(response.statusCode());
        String text = body.path("message").asText("The schema registry answers " + response.statusCode() + ".");
        throw RegistryException.refused(response.statusCode(), code, text);
    }

    /** The member {@code id}. */
    static int id(JsonNode answer) throws RegistryException {
        return integer(answer, "id");
    }

    /** The schema within an answer. */
    static RegistrySchema schema(JsonNode answer) throws RegistryException {
        List<SchemaReference> references = new ArrayList<>();
        for (JsonNode reference : answer.path("references")) {
            references.add(new SchemaReference(
                    text(reference, "name"), text(reference, "subject"), integer(reference, "version")));
        }
        return new RegistrySchema(type(answer.path("schemaType").asText("AVRO")), text(answer, "schema"), references);
    }

    /** The schema's place within an answer. */
    static SubjectVersion subjectVersion(JsonNode answer) throws RegistryException {
        return new SubjectVersion(text(answer, "subject"), id(answer), integer(answer, "version"), schema(answer));
    }

    private static SchemaType type(String name) throws RegistryException {
        for (SchemaType type : SchemaType.values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        throw RegistryException.failed("The schema registry has a schema of the unknown type " + name + ".");
    }

    private static String text(JsonNode object, String member) throws RegistryException {
        if (!object.path(member).isTextual()) {
            throw RegistryException.failed("The schema registry's answer lacks the text '" + member + "'.");
        }
        return object.path(member).textValue();
    }

    private static int integer(JsonNode object, String member) throws RegistryException {
        if (!object.path(member).canConvertToInt()) {
            throw RegistryException.failed("The schema registry's answer lacks the number '" + member + "'.");
        }
        return object.path(member).intValue();
    }

    /** A subject as a segment of a path; dots are encoded as well, so that none is taken for the way up. */
    static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace(".", "%2E");
    }
}
