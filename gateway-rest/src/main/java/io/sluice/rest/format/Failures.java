package io.sluice.rest.format;

import io.sluice.rest.schema.RegistryException;
import io.sluice.rest.web.RestException;
import org.jspecify.annotations.Nullable;

/** The refusals of the API's catalogue that keys, values and schemas can meet. */
final class Failures {
    private static final int QUOTED = 200;
    private static final int QUOTED_SCHEMA = 2000;

    private Failures() {}

    /** A value that does not fit its format or schema. */
    static RestException badRequest(String text) {
        return new RestException(400, 400, "Bad Request: " + text);
    }

    /** Members of a request that contradict each other. */
    static RestException unprocessable(String text) {
        return new RestException(422, 422, text);
    }

    /** Keys or values that need a schema, and none is named. */
    static RestException schemaMissing(boolean key) {
        return key
                ? new RestException(422, 42201, "Request includes keys but does not include key schema")
                : new RestException(422, 42202, "Request includes values but does not include value schema");
    }

    /** The schema's text does not parse. */
    static RestException invalidSchema(Format format, String text) {
        return new RestException(
                422,
                42205,
                "Invalid schema: Error when parsing raw schema. format = " + format + ", schema = " + schema(text));
    }

    /** A schema of the registry that cannot be used here. */
    static RestException unusableSchema(String text) {
        return new RestException(422, 42205, "Invalid schema: " + text);
    }

    /** A schema is named, and there is no registry. */
    static RestException noRegistry() {
        return new RestException(422, 42206, "Payload error. Schema Registry must be configured when using schemas.");
    }

    /** Values need a schema, none is named, and there is no registry. */
    static RestException noRegistryForValues() {
        return serializing("Schema Registry not defined, no Schema Registry client available to serialize message.");
    }

    /** The registry did not do its part. */
    static RestException registry(String action, RegistryException e) {
        if (e.isForbidden()) {
            return new RestException(403, 40301, String.valueOf(e.getMessage()));
        }
        return serializing(action + "\n" + e.getMessage());
    }

    /** A record that cannot be shown. */
    static RestException unreadable(String text) {
        return new RestException(408, 40801, text);
    }

    /** The text, or its beginning if it is long: what a client sent is not repeated at length. */
    static String quoted(@Nullable String text) {
        return shortened(String.valueOf(text), QUOTED);
    }

    /** A schema's text, or its beginning if it is long. */
    static String schema(String text) {
        return shortened(text, QUOTED_SCHEMA);
    }

    private static RestException serializing(String text) {
        return new RestException(422, 42207, "Error serializing message. " + text);
    }

    private static String shortened(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end) + "...";
    }
}
