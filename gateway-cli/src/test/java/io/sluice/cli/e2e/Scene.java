package io.sluice.cli.e2e;

import static org.awaitility.Awaitility.await;

import io.sluice.cli.TestGateway;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** A gateway before the shared broker, and a client of it. */
final class Scene implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration INTERVAL = Duration.ofMillis(5);
    private static final int SHOWN = 500;

    private final TestGateway gateway;
    private final Client client;

    private Scene(TestGateway gateway, Client client) {
        this.gateway = gateway;
        this.client = client;
    }

    /** Starts a gateway before the shared broker. */
    static Scene open(GatewayYaml yaml) {
        return open(yaml, TestKafka.shared().bootstrap());
    }

    /**
     * Starts a gateway with the REST Proxy's API before the shared broker. All that it answers must be as its document
     * says.
     */
    static Scene rest(RestYaml yaml) {
        TestGateway gateway = TestGateway.start(yaml.text(), TestKafka.shared().bootstrap());
        var document = new Documented(new Client(gateway.uri()).get("/openapi").body());
        return new Scene(gateway, new Client(gateway.uri(), document));
    }

    /** Starts a gateway before some broker. */
    static Scene open(GatewayYaml yaml, String bootstrap) {
        TestGateway gateway = TestGateway.start(yaml.text(), bootstrap);
        return new Scene(gateway, new Client(gateway.uri()));
    }

    Client client() {
        return client;
    }

    /** Puts another configuration in the place of this one, and waits until it holds. */
    void reload(RestYaml yaml) {
        long before = gateway.status().accepted();
        gateway.reload(yaml.text());
        if (gateway.status().accepted() == before) {
            throw new AssertionError("refused: " + gateway.status().last());
        }
    }

    /** Asks again until the answer is as it should be in the end. */
    Client.Answer eventually(String path, Predicate<Client.Answer> expected) {
        return eventually(path, List.of(), expected);
    }

    /** The same for who is authorised by a header field's value. */
    Client.Answer eventually(String path, String authorization, Predicate<Client.Answer> expected) {
        return eventually(path, List.of("authorization", authorization), expected);
    }

    private Client.Answer eventually(String path, List<String> fields, Predicate<Client.Answer> expected) {
        var last = new AtomicReference<Client.Answer>();
        try {
            await().atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(INTERVAL)
                    .until(() -> {
                        last.set(client.get(path, fields.toArray(String[]::new)));
                        return expected.test(last.get());
                    });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("GET " + path + " was last answered " + shortened(last.get()), e);
        }
        return last.get();
    }

    private static String shortened(Client.@Nullable Answer answer) {
        if (answer == null) {
            return "not at all";
        }
        String body = answer.body();
        String shown = body.length() <= SHOWN ? body : body.substring(0, SHOWN) + "...";
        return answer.status() + " " + answer.headers().map() + " with " + body.length() + " characters: " + shown;
    }

    /** Asks again until there is something with this body. */
    Client.Answer eventually(String path, String body) {
        return eventually(
                path, answer -> answer.status() == 200 && answer.body().equals(body));
    }

    /** Asks until the gateway has read what it has to read, whatever it then answers. */
    Scene ready(String... paths) {
        for (String path : paths) {
            eventually(path, answer -> answer.status() != 503);
        }
        return this;
    }

    @Override
    public void close() {
        gateway.close();
    }
}
