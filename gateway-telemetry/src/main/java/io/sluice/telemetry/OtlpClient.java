package io.sluice.telemetry;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests to a collector of OpenTelemetry, as JSON over HTTP. A failure is logged when it begins and when it is over.
 * Thread-safe.
 */
final class OtlpClient {
    private static final Logger LOGGER = LoggerFactory.getLogger(OtlpClient.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final OtlpTarget target;
    private final HttpRequest.Builder request; // copied for each, and not changed
    private final HttpClient http;
    private volatile boolean failing;

    /**
     * A client that is not connected yet.
     *
     * @throws IllegalArgumentException if the target cannot be reached over HTTP at all, or its authorization is no field
     */
    OtlpClient(OtlpTarget target) {
        this.target = target;
        this.request =
                HttpRequest.newBuilder(target.uri()).timeout(PATIENCE).header("content-type", "application/json");
        if (target.authorization() != null) {
            request.header("authorization", target.authorization());
        }
        HttpClient.Builder client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NEVER);
        if (target.tls() != null) {
            client.sslContext(target.tls());
        }
        this.http = client.build();
    }

    /** Sends a request. Returns at once; the future never fails, and tells within ten seconds whether it was taken. */
    CompletableFuture<Boolean> send(byte[] json) {
        HttpRequest one = request.copy().POST(BodyPublishers.ofByteArray(json)).build();
        return http.sendAsync(one, BodyHandlers.discarding()).handle(this::answered);
    }

    private boolean answered(@Nullable HttpResponse<Void> response, @Nullable Throwable failure) {
        boolean taken = response != null && response.statusCode() / 100 == 2;
        if (taken && failing) {
            LOGGER.atInfo()
                    .addKeyValue("exporter", target.name())
                    .addKeyValue("signal", target.signal())
                    .log("the collector takes what is sent again");
        } else if (!taken && !failing) {
            LOGGER.atWarn()
                    .addKeyValue("exporter", target.name())
                    .addKeyValue("signal", target.signal())
                    .addKeyValue("uri", target.uri())
                    .addKeyValue(
                            "error", response == null ? String.valueOf(failure) : "status " + response.statusCode())
                    .log("the collector does not take what is sent; trying again with what follows");
        }
        failing = !taken;
        return taken;
    }
}
