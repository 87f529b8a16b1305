package io.sluice.record.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.http.TestRequest;
import io.sluice.engine.observe.EndedExchange;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServerViewTest {

    /** What has a default would be answered by it, and not by the exchange. */
    @Test
    void handsEveryQuestionOn() {
        List<String> answered = Stream.of(ServerView.class.getDeclaredMethods())
                .map(Method::getName)
                .toList();

        assertThat(answered)
                .containsAll(Stream.of(EndedExchange.class.getMethods())
                        .map(Method::getName)
                        .toList());
    }

    @Test
    void leavesOutWhatWasSaidToTheProxy() {
        HttpRequest request = new WithoutProxyFields(TestRequest.get("/a?b")
                .with("x-hmt-scheme", "https")
                .with("via", "1.1 here")
                .with("connection", "close")
                .with("accept", "text/plain"));
        List<String> names = new ArrayList<>();

        request.forEachHeader((name, value) -> names.add(name));

        assertThat(names).containsExactly("accept");
        assertThat(request.header("X-HMT-Scheme")).isNull();
        assertThat(request.headers("Via")).isEmpty();
        assertThat(request.header("Accept")).isEqualTo("text/plain");
        assertThat(request.target()).isEqualTo("/a?b");
    }
}
