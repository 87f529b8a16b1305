package io.sluice.bench.control;

import io.undertow.util.Headers;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Undertow and one shared producer: a PUT of {@code /TOPIC/KEY} becomes a record and is answered with 204 once that is
 * acknowledged.
 *
 * <p>Argument: the broker's address.
 */
public final class BareProduce {
    private BareProduce() {}

    /** Serves until standard input ends. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback tells the outcome
    public static void main(String[] arguments) throws IOException {
        try (var producer = Controls.producer(arguments[0])) {
            Controls.serve(exchange -> BareBody.read(exchange, (same, body) -> {
                String[] path = same.getRequestPath().split("/", 3);
                String type = same.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
                List<Header> headers = List.of(new RecordHeader("content-type", utf8(type)));
                var item = new ProducerRecord<>(path[1], null, utf8(path[2]), body, headers);
                same.dispatch(
                        SameThreadExecutor.INSTANCE,
                        () -> producer.send(item, (metadata, failure) -> {
                            same.setStatusCode(failure == null ? 204 : 503);
                            same.getIoThread().execute(same::endExchange);
                        }));
            }));
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
