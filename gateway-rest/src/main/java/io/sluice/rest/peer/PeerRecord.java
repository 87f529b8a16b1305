package io.sluice.rest.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.rest.web.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway tells of itself in the topic of instances: {@code {"binding":..,"address":..}} under its id. Others may
 * write to the topic too, so whatever does not have this form is passed over.
 *
 * @param binding the {@code rest-kafka} binding; gateways with others serve another API
 * @param address the URL that the gateway is reached at
 */
record PeerRecord(String binding, URI address) {
    private static final ObjectReader READER =
            JsonMapper.builder(Json.FACTORY).build().reader();

    /** The record of a value; null if it is none. */
    static @Nullable PeerRecord of(byte[] value) {
        try {
            JsonNode node = READER.readTree(value);
            URI address = new URI(node.path("address").asText());
            boolean http = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            return http && address.getHost() != null
                    ? new PeerRecord(node.path("binding").asText(), address)
                    : null;
        } catch (IOException | URISyntaxException e) {
            return null;
        }
    }

    /** The value of the record. */
    byte[] value() {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("binding", binding);
            json.writeStringField("address", address.toString());
            json.writeEndObject();
        });
    }
}
