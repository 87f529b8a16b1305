package io.sluice.http.admin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.engine.spi.ClusterHealth;
import io.sluice.engine.spi.TopicHealth;
import io.sluice.engine.spi.UserHealth;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/** Writes how clusters are doing. Stateless. */
final class HealthJson {
    private static final JsonFactory JSON = new JsonFactory();

    private HealthJson() {}

    static byte[] of(boolean ready, List<ClusterHealth> clusters) {
        var bytes = new ByteArrayOutputStream(1024);
        try (var json = JSON.createGenerator(bytes)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeBooleanField("ready", ready);
            json.writeArrayFieldStart("clusters");
            for (ClusterHealth cluster : clusters) {
                write(cluster, json);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a byte array does not fail
        }
        return bytes.toByteArray();
    }

    private static void write(ClusterHealth cluster, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("exit", cluster.name());
        json.writeBooleanField("ready", cluster.isReady());
        json.writeStringField("connection", word(cluster.connection()));
        json.writeNumberField("queuedBytes", cluster.queuedBytes());
        UserHealth users = cluster.users();
        if (users != null) {
            json.writeObjectFieldStart("users");
            json.writeNumberField("connected", users.connected());
            json.writeNumberField("limit", users.limit());
            json.writeNumberField("refused", users.refused());
            json.writeEndObject();
        }
        json.writeArrayFieldStart("topics");
        for (TopicHealth topic : cluster.topics()) {
            json.writeStartObject();
            json.writeStringField("topic", topic.topic());
            json.writeStringField("use", word(topic.use()));
            json.writeStringField("state", word(topic.state()));
            json.writeBooleanField("configured", topic.configured());
            json.writeNumberField("partitions", topic.partitions());
            json.writeNumberField("records", topic.records());
            json.writeNumberField("bytes", topic.bytes());
            if (topic.lag() == TopicHealth.UNKNOWN) {
                json.writeNullField("lag");
            } else {
                json.writeNumberField("lag", topic.lag());
            }
            json.writeNumberField("waiting", topic.waiting());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
