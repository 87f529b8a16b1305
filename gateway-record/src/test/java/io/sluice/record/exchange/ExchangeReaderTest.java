package io.sluice.record.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeReaderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"path\":\"/a?x=1&x=2\"                                      | /a?x=1&x=2",
                "\"pathname\":\"/a\",\"query\":{\"x\":[\"1\",\"2\"]}          | /a?x=1&x=2",
                "\"pathname\":\"/a\",\"query\":{\"x\":[\"1\",\"2\"]},\"path\":\"/b\" | /b",
                "\"pathname\":\"/a\"                                          | /a",
                "\"url\":\"https://h:1/a?x=1#top\"                            | /a?x=1",
                "\"url\":\"http://h\"                                         | /",
                "\"url\":\"/only/path\"                                       | /only/path",
                "\"path\":\"http://h/a\"                                      | /a",
                "\"path\":\"a\"                                               | /a"
            })
    void takesPathPathnameOrUrl(String members, String path) throws InvalidExchangeException {
        RecordedRequest request = request("\"method\":\"GET\"," + members);

        assertThat(request.target().path()).isEqualTo(path);
        assertThat(request.method()).isEqualTo("get");
    }

    @Test
    void decodesQueriesOnceAndLeavesNamesAlone() throws InvalidExchangeException {
        RecordedRequest request = request("\"method\":\"get\",\"path\":\"/a?Na%6De=%2541&b=%zz&c\"");

        assertThat(request.target().query().all("Name")).containsExactly("%41");
        assertThat(request.target().query().all("b")).containsExactly("%zz");
        assertThat(request.target().query().all("c")).containsExactly("");
    }

    @Test
    void takesOriginFromUrlOrHostField() throws InvalidExchangeException {
        RecordedRequest url = request("\"method\":\"get\",\"url\":\"https://user:x@h:1/a\"");
        RecordedRequest field = request("\"method\":\"get\",\"path\":\"/\",\"headers\":{\"Host\":\"h:2\"}");

        assertThat(url.host()).isEqualTo("h:1");
        assertThat(url.protocol()).isEqualTo("https");
        assertThat(field.host()).isEqualTo("h:2");
        assertThat(field.protocol()).isNull();
    }

    @Test
    void joinsHeaderNamesOfAnyCase() throws InvalidExchangeException {
        RecordedRequest request =
                request("\"method\":\"get\",\"path\":\"/\",\"headers\":{\"X-A\":\"1\",\"x-a\":[\"2\",3,null]}");

        assertThat(request.headers().all("x-a")).isEqualTo(List.of("1", "2", "3"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"bodyAsJson\":{\"a\":[1]}                 | {\"a\":[1]}",
                "\"body\":\"\",\"bodyAsJson\":7             | 7",
                "\"body\":\"x\",\"bodyAsJson\":7            | x",
                "\"body\":{\"a\":null}                      | {\"a\":null}",
                "\"body\":\"\"                              | ``",
                "\"body\":null                              | "
            })
    void takesBodiesAsTextOrJson(String members, String body) throws InvalidExchangeException {
        assertThat(request("\"method\":\"post\",\"path\":\"/\"," + members).body())
                .isEqualTo(body);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-05-01T10:00:00.123Z,2024-05-01T10:00:00.123Z",
        "2024-05-01T12:00:00+02:00,2024-05-01T10:00:00Z",
        "2024-05-01T10:00:00.123456,2024-05-01T10:00:00.123456Z",
        "yesterday,"
    })
    void takesTimestampsWithAndWithoutOffset(String text, Instant moment) throws InvalidExchangeException {
        assertThat(request("\"method\":\"get\",\"path\":\"/\",\"timestamp\":\"" + text + "\"")
                        .timestamp())
                .isEqualTo(moment);
    }

    @Test
    void passesOverWhatItDoesNotKnow() throws InvalidExchangeException {
        RecordedExchange exchange =
                read("{\"more\":[{}],\"request\":{\"method\":\"get\",\"path\":\"/\",\"x\":{\"y\":1}},"
                        + "\"response\":{\"statusCode\":\"201\",\"z\":[]},\"meta\":{\"a\":{\"b\":1}}}");

        assertThat(Objects.requireNonNull(exchange.response()).status()).isEqualTo(201);
        assertThat(exchange.meta().toString()).isEqualTo("{a={b=1}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{}",
                "nonsense",
                "{\"request\":{}}",
                "{\"request\":{\"method\":\"get\"}}",
                "{\"request\":{\"method\":\"get\",\"path\":\"/\"},\"response\":{}}",
                "{\"request\":{\"method\":\"get\",\"path\":\"/\"},\"response\":{\"statusCode\":99}}",
                "{\"request\":{\"method\":\"get\",\"path\":\"/\"},\"response\":{\"statusCode\":\"x\"}}",
                "{\"request\":{\"method\":\"get\",\"path\":\"/\"}} {}"
            })
    void refusesWhatIsNoExchange(String text) {
        assertThatExceptionOfType(InvalidExchangeException.class).isThrownBy(() -> read(text));
    }

    @Test
    void reasonsDoNotRepeatWhatWasRead() {
        assertThatExceptionOfType(InvalidExchangeException.class)
                .isThrownBy(() -> read("{\"request\":{\"body\":secret}}"))
                .withMessageStartingWith("not valid JSON: unexpected character at byte ")
                .withMessageNotContaining("secret");
    }

    private static RecordedRequest request(String members) throws InvalidExchangeException {
        return read("{\"request\":{" + members + "}}").request();
    }

    private static RecordedExchange read(String text) throws InvalidExchangeException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ExchangeReader.read(bytes, 0, bytes.length);
    }
}
