package io.sluice.record.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.engine.flow.Identity;
import io.sluice.engine.flow.TestIdentity;
import io.sluice.engine.observe.KeptBody;
import io.sluice.engine.observe.TestExchange;
import io.sluice.record.exchange.ExchangeReader;
import io.sluice.record.exchange.JavaReader;
import io.sluice.record.exchange.PythonReader;
import io.sluice.record.exchange.TypeScriptReader;
import io.sluice.record.recorder.redact.RedactionSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random heads and bodies with secrets planted in them: records are always of the format, and never tell a secret. */
class HostileExchangesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ROUNDS = 150;
    private static final String NEEDLE = "Hunter2Hunter2";
    private static final List<String> LOOKS = List.of(
            "ghp_" + NEEDLE + NEEDLE,
            "eyJhbGciOi" + NEEDLE + "." + NEEDLE,
            "sk_live_" + NEEDLE,
            "xoxb-" + NEEDLE,
            "Bearer " + NEEDLE,
            "https://me:" + NEEDLE + "@host/");
    private static final List<String> NAMES =
            List.of("password", "client_secret", "apiKey", "x-access-token", "sessionId", "user[password]", "API-KEY");
    private static final String CHARACTERS =
            "ab1 \t\"\\/{}[]:,;=&%<>'+.-_@\u0000\u001f\u007fäß€\u2028\ud83d\ude00\ud83d\ufffd";
    private static final List<String> TYPES = List.of(
            "application/json",
            "text/plain; charset=utf-16",
            "application/x-www-form-urlencoded",
            "application/problem+json;charset=ISO-8859-1",
            "text/xml",
            "image/png",
            "multipart/form-data; boundary=b",
            "text/plain; charset=\"");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void recordsAreOfTheFormatAndTellNoSecrets(long seed) throws Exception {
        var random = new Random(seed);
        var redaction = new RedactionSettings(
                true,
                Set.of(),
                Set.of(),
                seed == 3 ? List.of("$..a.*") : List.of(),
                List.of("zz[0-9]+"),
                Set.of(),
                null);
        RecorderSettings settings = RecorderSettings.builder("test", "gateway-1")
                .redaction(redaction)
                .bodies(new BodySettings(RecordedBodies.ALL, 300, List.of("*/*")))
                .build();
        var encoder = new RecordEncoder(settings);
        var choice = new BodySnapshot.BodyChoice(true, 300, new MediaTypes(List.of("*/*")));

        for (int i = 0; i < ROUNDS; i++) {
            Recording recording = encoder.encode(new Snapshot(exchange(random), choice));
            for (byte[] json : List.of(recording.json(), recording.jsonWithoutBodies())) {
                check(json);
            }
        }
    }

    private static void check(byte[] json) throws Exception {
        String text = new String(json, StandardCharsets.UTF_8);
        JsonNode record = JSON.readTree(json);
        PythonReader.check(record);
        TypeScriptReader.check(record);
        JavaReader.check(record);
        ExchangeReader.read(json, 0, json.length);
        assertThat(text).doesNotContain("Hunter2").doesNotContain("\n").doesNotContain("\r");
    }

    private static TestExchange exchange(Random random) {
        String query = random.nextBoolean() ? "" : "?" + noise(random) + "&" + named(random, "=", "&") + noise(random);
        TestExchange exchange = TestExchange.of(
                        List.of("GET", "POST", "options", "HEAD").get(random.nextInt(4)),
                        "/" + noise(random).replace("?", "") + "/"
                                + secret(random).replace("?", "") + query)
                .to("https", random.nextBoolean() ? "" : noise(random))
                .id(random.nextBoolean() ? "id-1" : secret(random))
                .by(random.nextBoolean() ? Identity.ANONYMOUS : TestIdentity.of(noise(random), ""))
                .answer(List.of(0, 200, 204, 500).get(random.nextInt(4)));
        for (int i = random.nextInt(20); i > 0; i--) {
            exchange.field(noise(random), noise(random) + " " + secret(random) + " " + noise(random));
        }
        exchange.field("x-" + pick(NAMES, random), NEEDLE);
        exchange.field("cookie", "a=" + NEEDLE + "; " + NEEDLE + ";b = " + NEEDLE);
        exchange.answerField("set-cookie", "a=" + NEEDLE + "; " + noise(random).replace(";", ""));
        exchange.field("referer", "http://h/?" + named(random, "=", "&"));
        exchange.field("content-type", pick(TYPES, random)).body(body(random));
        return exchange.answerField("content-type", pick(TYPES, random))
                .answerField(
                        "content-encoding",
                        List.of("gzip", "identity", "br", "").get(random.nextInt(4)))
                .answerBody(body(random));
    }

    private static KeptBody body(Random random) {
        String secrets = "{\"" + pick(NAMES, random) + "\":\"" + NEEDLE + "\",\"n\":[\"" + secret(random)
                + "\",1.50],\"" + pick(NAMES, random) + "\" : {\"deep\":[\"" + NEEDLE + "\"]}";
        String text =
                random.nextInt(4) == 0 ? noise(random) : secrets + (random.nextBoolean() ? "}" : ",\"" + noise(random));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(8) == 0) {
            random.nextBytes(bytes);
        }
        return new KeptBody(bytes, bytes.length + random.nextInt(2), random.nextBoolean());
    }

    private static String named(Random random, String separator, String end) {
        return pick(NAMES, random) + separator + NEEDLE + end;
    }

    private static String secret(Random random) {
        return pick(LOOKS, random);
    }

    private static <T> T pick(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    private static String noise(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return text.toString();
    }
}
