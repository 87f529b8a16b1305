package io.sluice.bench.cases;

import io.sluice.bench.Answer;
import io.sluice.bench.BenchFailure;
import io.sluice.bench.Child;
import io.sluice.bench.Duel;
import io.sluice.bench.Gateway;
import io.sluice.bench.Lab;
import io.sluice.bench.Topics;
import io.sluice.bench.Wrk;
import io.sluice.bench.control.BareProduce;
import io.sluice.bench.control.BareRestProduce;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A topic that records are posted to, a gateway with the REST Proxy's API, and bare servers beside. */
final class RestProduces implements AutoCloseable {
    private static final String TOPIC = "rest-produced";
    private static final String PATH = "/topics/" + TOPIC;
    private static final int RECORD_BYTES = 100;

    private final Gateway gateway;
    private final Lab.Control bare;
    private final Lab.Control bareRest;

    private RestProduces(Lab lab) {
        lab.topicOnce(TOPIC, () -> lab.topics().createPassing(TOPIC));
        gateway = RestProxies.open(lab, TOPIC);
        bare = lab.control(BareProduce.class, lab.bootstrap());
        bareRest = lab.control(BareRestProduce.class, lab.bootstrap());
    }

    /** The one of this lab. */
    static RestProduces of(Lab lab) {
        return lab.fixture(RestProduces.class, RestProduces::new);
    }

    Gateway gateway() {
        return gateway;
    }

    Child bare() {
        return bare.process();
    }

    Child bareRest() {
        return bareRest.process();
    }

    /** Measures requests with one record against PUTs of the same value, after a look at what both answer. */
    Duel againstPut(Lab lab, int connections) {
        String value = Topics.value(1, 1, RECORD_BYTES);
        String path = '/' + TOPIC + '/' + Topics.key(1);
        requireWritten(post(lab, gateway.at(PATH), body(1)), 1);
        Answer.send("PUT", bare.at(path), value, lab.file(".body")).require(204, 0);
        Path put = Wrk.writeScript(lab.file(".lua"), "PUT", List.of(path), value, Map.of());
        return Duel.fightSettled(
                lab.scale(),
                posting(lab, gateway.process(), gateway.at(PATH), 1, connections),
                Wrk.get(bare.process(), bare.at(path), connections).script(put));
    }

    /** Measures requests with so many records against a bare server that does the same, after a look at what both answer. */
    Duel againstPost(Lab lab, int records, int connections) {
        Answer ours = post(lab, gateway.at(PATH), body(records));
        Answer theirs = post(lab, bareRest.at(PATH), body(records));
        requireWritten(ours, records);
        requireWritten(theirs, records);
        requireSame(ours, theirs);
        return Duel.fightSettled(
                lab.scale(),
                posting(lab, gateway.process(), gateway.at(PATH), records, connections),
                posting(lab, bareRest.process(), bareRest.at(PATH), records, connections));
    }

    private static Wrk posting(Lab lab, Child server, URI target, int records, int connections) {
        Path script = Wrk.writeScript(
                lab.file(".lua"), "POST", List.of(PATH), body(records), Map.of("content-type", RestProxies.JSON));
        return Wrk.get(server, target, connections).script(script);
    }

    private static String body(int records) {
        String item = "{\"value\":" + Topics.value(1, 1, RECORD_BYTES) + '}';
        return "{\"records\":[" + String.join(",", Collections.nCopies(records, item)) + "]}";
    }

    private static Answer post(Lab lab, URI target, String body) {
        return Answer.send("POST", target, body, lab.file(".body"), "content-type", RestProxies.JSON);
    }

    /** A record that was refused would be answered with 200 as well. */
    private static void requireWritten(Answer answer, int records) {
        answer.require(200, -1);
        String text = text(answer);
        int written = text.split("\"error_code\":null", -1).length - 1;
        if (written != records) {
            throw new BenchFailure("Of %d records %d were written: %s".formatted(records, written, text));
        }
    }

    /** Everything but the offsets themselves is the same. */
    private static void requireSame(Answer ours, Answer theirs) {
        Map<String, List<String>> fields = new TreeMap<>(ours.fields());
        Map<String, List<String>> others = new TreeMap<>(theirs.fields());
        fields.remove("content-length");
        others.remove("content-length");
        if (!fields.equals(others)) {
            throw new BenchFailure("The control answers with %s (the gateway: %s)".formatted(others, fields));
        }
        if (!withoutOffsets(ours).equals(withoutOffsets(theirs))) {
            throw new BenchFailure("The control answers otherwise than the gateway: " + text(theirs));
        }
    }

    private static String withoutOffsets(Answer answer) {
        return text(answer).replaceAll("\"offset\":\\d+", "\"offset\":0");
    }

    private static String text(Answer answer) {
        try {
            return Files.readString(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read an answer", e);
        }
    }

    @Override
    public void close() {
        gateway.close();
        bare.close();
        bareRest.close();
    }
}
