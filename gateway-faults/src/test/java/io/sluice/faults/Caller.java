package io.sluice.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Sends requests and enters each with its end in the book. Any thread. */
final class Caller {
    /** What a client grants a request beyond the time that the gateway has for it. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** The {@code timeout} of all routes. */
    private static final Duration ROUTE_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BEFORE_RETRY = Duration.ofMillis(200);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(GRACE)
            .build();
    private final URI gateway;
    private final Book book;

    Caller(URI gateway, Book book) {
        this.gateway = gateway;
        this.book = book;
    }

    Book book() {
        return book;
    }

    /**
     * Sends a request once.
     *
     * @param body null for none
     * @param wait how long the request itself asks to be held
     * @param fields names and values in turn
     */
    Answer send(String method, String path, @Nullable String body, Duration wait, String... fields) {
        long mark = book.mark();
        Answer answer = ask(method, path, body, wait, fields);
        book.ended(method + " " + path, mark, answer);
        return answer;
    }

    /** Sends a request once, whatever the answer may be. */
    Answer ask(String method, String path, @Nullable String body, Duration wait, String... fields) {
        var publisher = body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
        var request = HttpRequest.newBuilder(gateway.resolve(path))
                .method(method, publisher)
                .timeout(ROUTE_TIMEOUT.plus(wait).plus(GRACE));
        if (fields.length > 0) {
            request.headers(fields);
        }
        return exchange(method + " " + path, request.build());
    }

    private Answer exchange(String name, HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (HttpTimeoutException e) {
            book.check(e instanceof java.net.http.HttpConnectTimeoutException, name + " had no end in time");
            return Answer.BROKEN;
        } catch (IOException e) {
            return Answer.BROKEN;
        } catch (InterruptedException e) {
            throw Child.interrupted(e);
        }
    }

    /** What a good client does for a write: the same again, with the same idempotency key, until it is acknowledged. */
    Answer insist(Write write, String method, String path, @Nullable String body, String... fields) {
        book.enter(write);
        long giveUp = write.started() + PATIENCE.toNanos();
        while (System.nanoTime() - giveUp < 0) {
            Answer answer = send(method, path, body, Duration.ZERO, withKey(write, fields));
            if (write.attempted(answer)) {
                book.acknowledged(write);
                return answer;
            }
            Pause.of(BEFORE_RETRY);
        }
        throw new AssertionError(
                method + " " + path + " was not acknowledged within " + PATIENCE.toSeconds() + " s of attempts");
    }

    private static String[] withKey(Write write, String... fields) {
        String[] all = new String[fields.length + 2];
        System.arraycopy(fields, 0, all, 2, fields.length);
        all[0] = "idempotency-key";
        all[1] = write.id();
        return all;
    }

    /** What a good client does to read: the same again until it is answered with neither a refusal nor a break. */
    Answer read(String path, Duration wait, String... fields) {
        return again("GET", path, null, wait, fields);
    }

    /** Sends a request that was answered before once more, until it is answered. */
    Answer repeat(String method, String path, String body, String... fields) {
        return again(method, path, body, Duration.ZERO, fields);
    }

    private Answer again(String method, String path, @Nullable String body, Duration wait, String... fields) {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - giveUp < 0) {
            Answer answer = send(method, path, body, wait, fields);
            if (!answer.isRefusal() && !answer.isUnknown()) {
                return answer;
            }
            Pause.of(BEFORE_RETRY);
        }
        throw new AssertionError(
                method + " " + path + " was not answered within " + PATIENCE.toSeconds() + " s of attempts");
    }
}
