package io.sluice.record.proxy;

import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.http.ProblemException;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.upstream.Forwarding;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What the proxy changes in the head of a request that it sends on. It says in {@code Via} that it was there (RFC 9110 section
 * 7.6.3), by a name of its own, so that it knows a request that comes back. And it asks for no content coding that it could
 * not decode to record it. Immutable; any thread.
 */
final class ForwardedHead {
    private static final String ACCEPT_ENCODING = "accept-encoding";
    private static final Set<String> CODINGS = Set.of("gzip", "x-gzip", "deflate", "identity");

    private final String name =
            "sluice-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());

    /**
     * The fields to override.
     *
     * @throws ProblemException if the request has been here before
     */
    HttpFields overrides(HttpRequest request, Forwarding forwarding) {
        List<String> via = new ArrayList<>(request.headers(ProxyFields.VIA));
        if (via.stream().anyMatch(line -> line.contains(name))) {
            throw new ProblemException(
                    ProblemType.BAD_REQUEST, "The request has come back to the recorder: it goes in a loop.");
        }
        via.add("1.1 " + name);
        var fields = HttpFields.builder()
                .add(":scheme", forwarding.origin().scheme())
                .add(":authority", forwarding.authority())
                .add(":path", forwarding.target())
                .add(ProxyFields.VIA, String.join(", ", via));
        List<String> codings = request.headers(ACCEPT_ENCODING);
        if (!codings.isEmpty()) {
            fields.add(ACCEPT_ENCODING, decodable(codings));
        }
        return fields.build();
    }

    private static String decodable(List<String> lines) {
        List<String> kept = new ArrayList<>();
        for (String line : lines) {
            for (String item : line.split(",", -1)) {
                int weight = item.indexOf(';');
                String coding = (weight < 0 ? item : item.substring(0, weight)).strip();
                if (CODINGS.contains(coding.toLowerCase(Locale.ROOT))) {
                    kept.add(item.strip());
                }
            }
        }
        return kept.isEmpty() ? "identity" : String.join(", ", kept);
    }
}
