package io.sluice.kafka.produce;

import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.http.ProblemException;
import io.sluice.engine.http.ProblemType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a request's idempotency key ({@code options.idempotency.header}). */
final class IdempotencyKey {
    private static final int MAX_LENGTH = 255;

    private IdempotencyKey() {}

    /**
     * The key that the client sent, or a random UUID.
     *
     * @throws ProblemException as {@link #sent}
     */
    static String of(HttpRequest request, String header) {
        String sent = sent(request, header);
        return sent == null ? RandomKeys.next() : sent;
    }

    /**
     * The key that the client sent; null when it sent none.
     *
     * @throws ProblemException with 400 if it is not 1 to 255 printable ASCII characters, or sent twice with two values
     */
    static @Nullable String sent(HttpRequest request, String header) {
        if (request.header(header) == null) {
            return null;
        }
        List<String> values = request.headers(header).stream().distinct().toList();
        String key = values.get(0);
        boolean printable = key.chars().allMatch(c -> c >= ' ' && c < 0x7F);
        if (values.size() > 1 || key.isEmpty() || key.length() > MAX_LENGTH || !printable) {
            throw new ProblemException(
                    ProblemType.BAD_REQUEST, header + ": expected one value of 1 to 255 printable ASCII characters.");
        }
        return key;
    }
}
