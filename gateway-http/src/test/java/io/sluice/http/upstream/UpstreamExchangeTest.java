package io.sluice.http.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpResponse;
import io.sluice.engine.observe.UpstreamObserver;
import io.sluice.engine.upstream.Forwarding;
import io.sluice.http.HttpEdge;
import io.sluice.http.HttpServerOptions;
import io.sluice.http.RawClient;
import io.undertow.server.DefaultByteBufferPool;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class UpstreamExchangeTest {

    /** Otherwise a quick server's switch of protocols is taken for one in the middle of a request. */
    @Test
    void aRequestWithoutABodyIsWholeWhenItIsSubmitted() throws Exception {
        var options = UpstreamOptions.DEFAULT;
        var context = new UpstreamContext(
                options,
                new DefaultByteBufferPool(false, 1024),
                UpstreamObserver.NONE,
                new ForwardedFields(options.forwarded()));
        List<Boolean> whole = new CopyOnWriteArrayList<>();
        try (var upstream = RawServer.start(connection -> {});
                var edge = HttpEdge.start()) {
            var forwarding = new Forwarding(upstream.origin(), "/", "h", Set.of());
            var server = edge.open(
                    HttpServerOptions.on("127.0.0.1", 0),
                    invocation -> new UpstreamExchange(invocation, forwarding, context, submitted -> {
                                whole.add(submitted.requestBody().isClosed());
                                invocation.complete(HttpResponse.of(204, HttpFields.empty()));
                            })
                            .start());
            try (var client = new RawClient(server)) {
                assertThat(client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                                .read()
                                .status())
                        .isEqualTo(204);
            }
        }
        assertThat(whole).containsExactly(true);
    }
}
