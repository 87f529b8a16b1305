package io.sluice.dev;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What a schema registry knows. Schemas are equal if their type, text and references are. */
final class RegistryContent {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final List<JsonNode> schemas = new ArrayList<>(); // by id - 1
    private final Map<String, List<Integer>> subjects = new TreeMap<>(); // ids by version - 1

    /** The names of all subjects. */
    Set<String> subjects() {
        return subjects.keySet();
    }

    /** Adds a schema to a subject, and tells its id. */
    int register(String subject, JsonNode request) throws RefusedException {
        JsonNode schema = schemaOf(request);
        check(schema);
        int id = schemas.indexOf(schema) + 1;
        if (id == 0) {
            schemas.add(schema);
            id = schemas.size();
        }
        List<Integer> versions = subjects.computeIfAbsent(subject, name -> new ArrayList<>());
        if (!versions.contains(id)) {
            versions.add(id);
        }
        return id;
    }

    /** Where a subject has a schema. */
    JsonNode lookup(String subject, JsonNode request) throws RefusedException {
        List<Integer> versions = versionsOf(subject);
        int version = versions.indexOf(schemas.indexOf(schemaOf(request)) + 1) + 1;
        if (version == 0) {
            throw new RefusedException(404, 40403, "Schema not found");
        }
        return place(subject, version, versions.get(version - 1));
    }

    /** The numbers of a subject's versions. */
    List<Integer> versions(String subject) throws RefusedException {
        return IntStream.rangeClosed(1, versionsOf(subject).size()).boxed().toList();
    }

    /** A subject's version, by its number or as latest. */
    JsonNode version(String subject, String name) throws RefusedException {
        List<Integer> versions = versionsOf(subject);
        int version = name.equals("latest") ? versions.size() : number(name);
        if (version < 1 || version > versions.size()) {
            throw new RefusedException(404, 40402, "Version " + version + " not found.");
        }
        return place(subject, version, versions.get(version - 1));
    }

    /** The schema with an id. */
    JsonNode schema(String name) throws RefusedException {
        int id = number(name);
        if (id < 1 || id > schemas.size()) {
            throw new RefusedException(404, 40403, "Schema " + id + " not found");
        }
        return schemas.get(id - 1);
    }

    private List<Integer> versionsOf(String subject) throws RefusedException {
        List<Integer> versions = subjects.get(subject);
        if (versions == null) {
            throw new RefusedException(404, 40401, "Subject '" + subject + "' not found.");
        }
        return versions;
    }

    private JsonNode place(String subject, int version, int id) {
        ObjectNode place = MAPPER.createObjectNode();
        place.put("subject", subject).put("version", version).put("id", id);
        place.setAll((ObjectNode) schemas.get(id - 1));
        return place;
    }

    private static JsonNode schemaOf(JsonNode request) {
        ObjectNode schema = MAPPER.createObjectNode();
        String type = request.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            schema.put("schemaType", type); // Avro goes without saying
        }
        schema.put("schema", request.path("schema").asText());
        if (!request.path("references").isEmpty()) {
            schema.set("references", request.path("references"));
        }
        return schema;
    }

    private void check(JsonNode schema) throws RefusedException {
        for (JsonNode reference : schema.path("references")) {
            version(
                    reference.path("subject").asText(),
                    reference.path("version").asText());
        }
        String text = schema.path("schema").asText();
        boolean json = !schema.path("schemaType").asText().equals("PROTOBUF");
        try {
            if (text.isBlank() || (json && MAPPER.readTree(text).isMissingNode())) {
                throw new RefusedException(422, 42201, "Invalid schema: " + text);
            }
        } catch (JsonProcessingException e) {
            throw new RefusedException(422, 42201, "Invalid schema: " + e.getOriginalMessage());
        }
    }

    private static int number(String text) throws RefusedException {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new RefusedException(422, 42202, text + " is no number, nor 'latest' where it would be known");
        }
    }

    /** What a registry refuses, with the status and code that it answers. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final int status;
        private final int errorCode;

        RefusedException(int status, int errorCode, String message) {
            super(message);
            this.status = status;
            this.errorCode = errorCode;
        }

        int status() {
            return status;
        }

        int errorCode() {
            return errorCode;
        }
    }
}
