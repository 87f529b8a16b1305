package io.sluice.bench.cases;

import io.sluice.bench.BenchCase;
import io.sluice.bench.BenchFailure;
import io.sluice.bench.Child;
import io.sluice.bench.Lab;
import io.sluice.bench.Row;
import io.sluice.bench.Side;
import io.sluice.bench.Spread;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;

/** An OpenAPI document of a file of recorded exchanges. */
public final class OpenApiBuild implements BenchCase {
    private static final int EXCHANGE_BYTES = 1_000;
    private static final String HEAP = "-Xmx512m";
    private static final double GOAL_SECONDS_PER_MILLION = 60;
    private static final int EXPECTED_PATHS = 4;

    /** The case. */
    public OpenApiBuild() {}

    @Override
    public String name() {
        return "openapi-build";
    }

    @Override
    public String about() {
        return "From the start of the command to the document of 1,000,000 recorded exchanges of 1 kB, 512 MB of heap";
    }

    @Override
    public List<Row> run(Lab lab) {
        lab.endFixture();
        int count = lab.scale().manyItems();
        Path recordings = lab.file(".jsonl");
        write(recordings, count);
        Path document = lab.file(".json");
        Child build = lab.command(
                List.of(HEAP), List.of("openapi", "build", "-i", recordings.toString(), "-o", document.toString()));
        String paths = build.await(document + ":");
        double seconds = (System.nanoTime() - build.startedNanos()) / 1e9;
        if (!paths.equals(EXPECTED_PATHS + " paths")) {
            throw new BenchFailure("The document has " + paths + " instead of " + EXPECTED_PATHS);
        }
        double goal = GOAL_SECONDS_PER_MILLION * count / 1_000_000;
        Side side = new Side(Spread.of(seconds), Spread.NONE, Spread.NONE, Spread.NONE, 0);
        String text = String.format(Locale.ROOT, "<= %.0f s", goal);
        return List.of(Row.absolute(
                name(),
                "s",
                side,
                Row.Verdict.of(text, seconds <= goal)
                        .noting(String.format(Locale.ROOT, "%,d exchanges, %s", count, HEAP))));
    }

    private static void write(Path file, int count) {
        Random random = new Random(1);
        try (BufferedWriter lines = Files.newBufferedWriter(file)) {
            for (int i = 0; i < count; i++) {
                lines.write(exchange(random));
                lines.newLine();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    /** Reads and writes of users and of their orders, some of which are not there. */
    private static String exchange(Random random) {
        int user = random.nextInt(100_000);
        boolean orders = random.nextBoolean();
        String collection = orders ? "/users/" + user + "/orders" : "/users";
        boolean write = random.nextInt(4) == 0;
        String path = write
                ? collection
                : collection + "/" + (orders ? new UUID(random.nextLong(), random.nextLong()) : Integer.toString(user));
        boolean found = random.nextInt(10) > 0;
        String response = found ? body(random, user) : "{\\\"title\\\":\\\"not found\\\"}";
        String line = "{\"request\":{\"timestamp\":\"2026-01-01T10:00:00.123Z\",\"method\":\""
                + (write ? "post" : "get")
                + "\",\"protocol\":\"https\",\"host\":\"api.example.com\",\"path\":\"" + path + "\",\"pathname\":\""
                + path
                + "\",\"query\":{},\"headers\":{\"content-type\":\"application/json\",\"accept\":\"*/*\"},\"body\":\""
                + (write ? body(random, user) : "") + "\"},\"response\":{\"timestamp\":\"2026-01-01T10:00:00.180Z\","
                + "\"statusCode\":" + (found ? write ? 201 : 200 : 404)
                + ",\"headers\":{\"content-type\":\"application/json\"},\"body\":\"" + response
                + "\"},\"meta\":{\"filler\":\"";
        return line + "x".repeat(Math.max(0, EXCHANGE_BYTES - line.length() - 4)) + "\"}}";
    }

    private static String body(Random random, int user) {
        return "{\\\"id\\\":" + user + ",\\\"name\\\":\\\"user " + user + "\\\",\\\"email\\\":\\\"u" + user
                + "@example.com\\\",\\\"tags\\\":[\\\"a\\\",\\\"b\\\"],\\\"total\\\":" + random.nextDouble()
                + ",\\\"active\\\":" + random.nextBoolean() + "}";
    }
}
