package io.sluice.cli.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.cli.e2e.TestKafka;
import io.sluice.record.openapi.OpenApiBuilder;
import io.sluice.record.openapi.Rules;
import io.sluice.record.schema.OpenApiVersion;
import io.sluice.record.source.ExchangeSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class KafkaSourceIT {
    private final TestKafka kafka = TestKafka.shared();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void readsATopicUntilItsEnd() throws IOException {
        String topic = kafka.plain("recordings", 2);
        kafka.put(topic, "h", exchange("/users/1"));
        kafka.put(topic, "other", exchange("/users/2"));
        kafka.put(topic, "h", "nonsense");
        kafka.put(topic, "h", null);

        int exit = build("--source", "kafka:" + kafka.bootstrap() + "@" + topic, "--until-end");

        assertThat(exit).as(err.toString()).isZero();
        assertThat(err.toString())
                .contains("2 exchanges", "2 skipped", topic + "-", "not valid JSON", "a record without a value");
        assertThat(document()).contains("/users/{userId}");
    }

    @Test
    void aGroupGoesOnWhereItStopped() {
        String topic = kafka.plain("recordings", 1);
        String[] arguments = {
            "--source", "kafka", "--bootstrap", kafka.bootstrap(), "--topic", topic, "--group", topic, "--until-end"
        };
        kafka.put(topic, "h", exchange("/one"));
        build(arguments);
        kafka.put(topic, "h", exchange("/two"));

        int exit = build(arguments);

        assertThat(exit).as(err.toString()).isZero();
        assertThat(document()).contains("/two").doesNotContain("/one");
    }

    @Test
    void writesWhileItFollowsAndWhenItIsToldToStop() throws Exception {
        String topic = kafka.plain("recordings", 1);
        kafka.put(topic, "h", exchange("/one"));
        var builder = new OpenApiBuilder(Rules.USUAL, null);
        var command = new CommandLine(new OutputOptions());
        command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        command.parseArgs("-o", folder.toString());
        var output = new DocumentOutput(builder, OpenApiVersion.V3_0, command.getCommand());
        var run = new BuildRun(builder, output, new Progress(command.getErr()), Duration.ofMillis(1));
        var place = new KafkaTopic(kafka.bootstrap(), topic, null, false, false);

        try (StopSignal stop = StopSignal.listen()) {
            CompletableFuture<Integer> ended = CompletableFuture.supplyAsync(() -> all(run, place, stop, command));
            await().until(() -> document().contains("/one"));
            kafka.put(topic, "h", exchange("/two"));
            await().until(() -> document().contains("/two"));
            stop.wish();

            assertThat(ended).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(0);
        }
    }

    @Test
    void saysThatThereIsNoSuchTopic() {
        int exit = build("--source", "kafka:" + kafka.bootstrap() + "@no-such-topic", "--until-end");

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString()).contains("no topic no-such-topic at " + kafka.bootstrap());
    }

    private static int all(BuildRun run, KafkaTopic topic, StopSignal stop, CommandLine command) {
        try (ExchangeSource source = KafkaSource.open(topic, new Properties())) {
            return run.all(source, stop, command);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private int build(String... arguments) {
        var command = new CommandLine(new OpenApiCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        String[] all = new String[arguments.length + 3];
        all[0] = "build";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[arguments.length + 1] = "-o";
        all[arguments.length + 2] = folder.toString();
        return command.execute(all);
    }

    private String document() {
        try {
            Path file = folder.resolve("openapi.json");
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String exchange(String path) {
        return "{\"request\":{\"method\":\"get\",\"protocol\":\"http\",\"host\":\"h\",\"path\":\"" + path
                + "\"},\"response\":{\"statusCode\":200,\"body\":\"{}\"}}";
    }
}
