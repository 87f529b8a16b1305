package io.sluice.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.ConfigProblem;
import io.sluice.config.InvalidConfigException;
import io.sluice.engine.Gateway;
import io.sluice.engine.ListenerPlan;
import io.sluice.engine.flow.TestInvocation;
import io.sluice.engine.http.HttpResponse;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.http.TestRequest;
import io.sluice.engine.spi.Cluster;
import io.sluice.engine.spi.FakeCluster;
import io.sluice.engine.spi.InvalidSpecException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayCompilerTest {
    private static final String TWO_CLUSTERS = """
            name: test
            bindings:
              http: { type: http, kind: server, exit: http_kafka }
              http_kafka:
                type: http-kafka
                kind: proxy
                routes:
                  - { when: [ { path: /a } ], exit: kafka, with: { capability: fetch, topic: a } }
                  - { when: [ { path: /b } ], exit: other, with: { capability: fetch, topic: b } }
              other: { type: kafka, kind: client, options: { servers: [ "localhost:9093" ] }, exit: broker }
            """;

    private final List<String> events = new ArrayList<>();

    private Cluster cluster(String name) {
        return new FakeCluster(name, events);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET  | /items                | http_kafka.routes[0] {}",
                "GET  | /items/7              | http_kafka.routes[1] {id=7}",
                "HEAD | /items/7              | http_kafka.routes[1] {id=7}",
                "PUT  | /items/7              | http_kafka.routes[2] {id=7}",
                "GET  | /items/7;cid=k-abc?x  | http_kafka.routes[2] {id=7, correlationId=k-abc}"
            })
    void routesTheFirstExampleOfTheReference(String method, String target, String route) {
        Gateway gateway = Configs.compile("correlated", config -> cluster("kafka"));
        ListenerPlan listener = gateway.listeners().get(0);
        var invocation = new TestInvocation(TestRequest.of(method, target));

        listener.handler().handle(invocation);

        HttpResponse response = Objects.requireNonNull(invocation.response());
        assertThat(response.fields().get("x-route")).isEqualTo(route);
        assertThat(listener.listener().port()).isEqualTo(7114);
    }

    @Test
    void reportsOverridesAndChecksThatNoRequestCanMeet() {
        String text = TWO_CLUSTERS.replace("http: { type: http, kind: server, exit: http_kafka }", """
                http:
                    type: http
                    kind: server
                    options:
                      overrides: {":scheme": ftp}
                      requests:
                        - {path: "/items/{id}", params: {path: {ids: boolean}, query: {n: {model: int32, range: 1-5}}}}
                    routes: [{with: {headers: {overrides: {":path": items}}}, exit: http_kafka}]
                """);

        assertThatThrownBy(() -> Configs.compileText(
                        text, config -> cluster(config.name().name())))
                .isInstanceOfSatisfying(
                        InvalidConfigException.class,
                        e -> assertThat(e.problems())
                                .extracting(ConfigProblem::message)
                                .containsExactlyInAnyOrder(
                                        "override of :scheme is \"ftp\" (expected: http or https)",
                                        "the path \"/items/{id}\" has no parameter \"ids\" (did you mean \"id\"?)",
                                        "range \"1-5\" is no interval (expected: such as [0,100) or (,5])",
                                        "override of :path is \"items\" (expected: a path such as /items,"
                                                + " percent-encoded)"));
    }

    @Test
    void startsInOrderAndClosesInReverse() {
        Gateway gateway = Configs.compileText(
                TWO_CLUSTERS, config -> cluster(config.name().name()));

        assertThat(events).isEmpty();
        gateway.start();
        gateway.close();

        assertThat(gateway.clusters()).hasSize(2);
        assertThat(events).containsExactly("start kafka", "start other", "close other", "close kafka");
    }

    @Test
    void reportsAClusterThatCannotBeAndClosesTheOthers() {
        assertThatThrownBy(() -> Configs.compileText(TWO_CLUSTERS, config -> {
                    if (config.name().name().equals("other")) {
                        throw new InvalidSpecException("the mechanism is unknown");
                    }
                    return cluster(config.name().name());
                }))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("bindings.other: the mechanism is unknown");
        assertThat(events).containsExactly("close kafka");
    }

    @Test
    void closesWhatItOpenedWhenAProviderBreaks() {
        var bug = new IllegalStateException("bug");

        assertThatThrownBy(() -> Configs.compileText(TWO_CLUSTERS, config -> {
                    if (config.name().name().equals("other")) {
                        throw bug;
                    }
                    return cluster(config.name().name());
                }))
                .isSameAs(bug);
        assertThat(events).containsExactly("close kafka");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    GET  | /topics           | rest rest.routes[0]
                    GET  | /topics/items     | rest rest.routes[0]
                    POST | /consumers/g      | rest rest.routes[1]
                    """)
    void leadsToTheProxyOfARestBinding(String method, String target, String route) {
        Gateway gateway = Configs.compile("rest", config -> cluster("kafka"));
        var invocation = new TestInvocation(TestRequest.of(method, target));

        gateway.listeners().get(0).handler().handle(invocation);

        assertThat(Objects.requireNonNull(invocation.response()).fields().get("x-route"))
                .isEqualTo(route);
    }

    @Test
    void answersWhatNoRouteOfARestBindingTakes() {
        Gateway gateway = Configs.compile("rest", config -> cluster("kafka"));
        var invocation = new TestInvocation(TestRequest.of("DELETE", "/topics/items"));

        gateway.listeners().get(0).handler().handle(invocation);

        assertThat(Objects.requireNonNull(invocation.problem()).type()).isEqualTo(ProblemType.METHOD_NOT_ALLOWED);
    }
}
