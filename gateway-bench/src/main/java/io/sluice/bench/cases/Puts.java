package io.sluice.bench.cases;

import io.sluice.bench.Answer;
import io.sluice.bench.Child;
import io.sluice.bench.Duel;
import io.sluice.bench.Gateway;
import io.sluice.bench.Lab;
import io.sluice.bench.Pause;
import io.sluice.bench.Routes;
import io.sluice.bench.Topics;
import io.sluice.bench.Wrk;
import io.sluice.bench.control.BareProduce;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Topics that are written to, a gateway that writes to them, and a bare producer beside. */
final class Puts implements AutoCloseable {
    static final String MISSING = "put-missing";
    private static final int TOPICS = 9;

    private final Gateway gateway;
    private final Lab.Control bare;

    private Puts(Lab lab) {
        var routes = new Routes().put('/' + MISSING + "/{id}", MISSING);
        for (int i = 0; i < TOPICS; i++) {
            String topic = topic(i);
            lab.topicOnce(topic, () -> lab.topics().createPassing(topic));
            routes.put('/' + topic + "/{id}", topic);
        }
        gateway = lab.gateway(routes).awaitListening();
        bare = lab.control(BareProduce.class, lab.bootstrap());
    }

    /** The one of this lab. */
    static Puts of(Lab lab) {
        return lab.fixture(Puts.class, Puts::new);
    }

    private static String topic(int index) {
        return "put-" + index;
    }

    /** Paths on so many topics. */
    static List<String> paths(int topics) {
        return IntStream.range(0, topics)
                .mapToObj(i -> '/' + topic(i) + '/' + Topics.key(i))
                .toList();
    }

    /** All topics that exist. */
    static List<String> allPaths() {
        return paths(TOPICS);
    }

    Gateway gateway() {
        return gateway;
    }

    Child bare() {
        return bare.process();
    }

    /** Measures PUTs of some size on some paths, after a look at what both sides answer. */
    Duel duel(Lab lab, List<String> paths, int bytes, int connections) {
        String body = Topics.value(1, 1, bytes);
        for (String path : paths) {
            // The first record of a topic finds its leader; that may be later than the first request.
            Pause.until(
                    "204 for " + path,
                    Duration.ofSeconds(30),
                    () -> put(lab, gateway.at(path), body).status() == 204);
            put(lab, gateway.at(path), body).require(204, 0).requireSame(put(lab, bare.at(path), body));
        }
        Path script = Wrk.writeScript(lab.file(".lua"), "PUT", paths, body, Map.of());
        return Duel.fightSettled(
                lab.scale(),
                Wrk.get(gateway.process(), gateway.at("/"), connections).script(script),
                Wrk.get(bare.process(), bare.at("/"), connections).script(script));
    }

    private static Answer put(Lab lab, URI target, String body) {
        return Answer.send("PUT", target, body, lab.file(".body"));
    }

    @Override
    public void close() {
        gateway.close();
        bare.close();
    }
}
