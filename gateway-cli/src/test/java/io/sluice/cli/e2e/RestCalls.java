package io.sluice.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.e2e.Client.Answer;
import java.util.Locale;

/**
 * Requests of the REST Proxy's API. Any thread.
 *
 * @param client of the gateway that has it
 */
record RestCalls(Client client) {
    static final String V2 = "application/vnd.kafka.v2+json";
    static final String NO_INSTANCE = "{\"error_code\":40403,\"message\":\"Consumer instance not found.\"}";

    /** The media type of records in a format. */
    static String type(String format) {
        return "application/vnd.kafka." + format.toLowerCase(Locale.ROOT) + ".v2+json";
    }

    /** Writes records. */
    Answer produce(String topic, String format, String body) {
        return client.post("/topics/" + topic, body, "content-type", type(format));
    }

    /** How many records partition 0 of a topic has had. */
    String end(String topic) {
        return client.get("/topics/" + topic + "/partitions/0/offsets")
                .body()
                .replaceAll(".*\"end_offset\":([0-9]+)}", "$1");
    }

    /** Tells an instance something. */
    Answer post(String path, String body) {
        return client.post(path, body, "content-type", V2);
    }

    /** A new instance of a group of its own; the path of its resources. */
    String create(String body) {
        return create(TestKafka.name("group"), body);
    }

    /** A new instance; the path of its resources. */
    String create(String group, String body) {
        Answer answer = post("/consumers/" + group, body);
        assertThat(answer.body()).startsWith("{\"instance_id\":");
        String uri = answer.body().replaceAll(".*\"base_uri\":\"([^\"]*)\".*", "$1");
        return uri.substring(uri.indexOf("/consumers/"));
    }

    /** A new instance that reads a topic; the path of its resources. */
    String subscribed(String topic, String body) {
        String instance = create(body);
        subscribe(instance, topic);
        return instance;
    }

    /** Has an instance read a topic. */
    void subscribe(String instance, String topic) {
        Answer answer = post(instance + "/subscription", "{\"topics\":[\"" + topic + "\"]}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(204);
    }

    /** Goes to an offset of partition 0. */
    void seek(String instance, String topic, long offset) {
        Answer answer = post(
                instance + "/positions",
                "{\"offsets\":[{\"topic\":\"" + topic + "\",\"partition\":0,\"offset\":" + offset + "}]}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(204);
    }

    /** Reads records in a format; the query begins with a question mark unless it is empty. */
    Answer read(String instance, String format, String query) {
        return client.get(instance + "/records" + query, "accept", type(format));
    }

    /** Reads records in a format. */
    Answer read(String instance, String format) {
        return read(instance, format, "");
    }

    /** A record of partition 0 as an instance shows it. */
    static String record(String topic, String key, String value, long offset) {
        return "{\"topic\":\"" + topic + "\",\"key\":" + key + ",\"value\":" + value + ",\"partition\":0,\"offset\":"
                + offset + "}";
    }

    /** The body of an error. */
    static String error(int code, String message) {
        return "{\"error_code\":" + code + ",\"message\":\"" + message + "\"}";
    }
}
