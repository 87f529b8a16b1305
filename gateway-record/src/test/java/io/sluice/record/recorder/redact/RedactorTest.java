package io.sluice.record.recorder.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sluice.config.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
    private static final String JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P";

    private final Redactor redactor = new Redactor(RedactionSettings.DEFAULT);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "authorization       | Bearer abc.def                    | Bearer ***",
                "authorization       | Basic YTpi                        | Basic ***",
                "authorization       | AWS4-HMAC-SHA256 Credential=a/b  | AWS4-HMAC-SHA256 ***",
                "authorization       | my secret phrase                  | ***",
                "authorization       | 0123456789                        | ***",
                "proxy-authorization | basic YTpi                        | basic ***",
                "x-api-key           | 12345                             | ***",
                "x-auth-token        | Token 12345                       | Token ***",
                "x-csrf-token        | 12345                             | ***",
                "x-session-id        | 12345                             | ***",
                "x-amz-security-token| 12345                             | ***",
                "client-secret       | 12345                             | ***",
                "php-auth-pw         | 12345                             | ***",
                "cookie              | a=1; b=2;c; d=x=y                 | a=***; b=***;***; d=***",
                "set-cookie          | sid=38afes7a8; HttpOnly; Path=/   | sid=***; HttpOnly; Path=/",
                "set-cookie          | a=b; Max-Age=1; note=secret       | a=***; Max-Age=1; note=***",
                "referer             | https://a/b?x=1&token=abc&y=2#f   | https://a/b?x=1&token=***&y=2#f",
                "location            | /cb?%74oken=abc                   | /cb?%74oken=***",
                "location            | /cb#access_token=abc&state=1      | /cb#access_token=***&state=1",
                "link                | <https://me:pw@a/b>; rel=\"next\" | <https://me:***@a/b>; rel=\"next\"",
                "x-note              | sent as Bearer abcdef1234         | sent as Bearer ***",
                "x-note              | password: correct horse           | password: ***",
            })
    void masksFields(String name, String value, String masked) {
        assertThat(redactor.field(name, value)).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "user-agent       | Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)",
                "accept           | text/html,application/xhtml+xml,*/*;q=0.8",
                "www-authenticate | Bearer realm=\"items\", error=\"invalid_token\"",
                "vary             | authorization, x-api-key",
                "date             | Sat, 21 Nov 2026 17:00:00 GMT",
                "cache-control    | no-store, max-age=0",
                "etag             | \"AQIAAQ==\"",
                "traceparent      | 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "from             | someone@example.com",
                "idempotency-key  | 7f8c9b6e-1c2d-4e5f-8a9b-0c1d2e3f4a5b",
                "x-page-token     | abc",
                "x-note           | the bearer authentication is described below",
            })
    void leavesOtherFieldsAlone(String name, String value) {
        assertThat(redactor.field(name, value)).isSameAs(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                JWT,
                "AKIAIOSFODNN7EXAMPLE",
                "ASIAIOSFODNN7EXAMPLE",
                "AIzaSyA-abcdefghijklmnopqrstuvwxyz01234",
                "xoxb-123456789012-abcdefABCDEF",
                "xapp-1-A0123456789-0123",
                "sk_live_4eC39HqLyjWDarjtT1zdp7dc",
                "rk_test_4eC39HqLyjWDarjtT1zdp7dc",
                "whsec_abcdefghijklmnopqrstuvwx",
                "ghp_0123456789abcdefghijABCDEFGHIJ012345",
                "github_pat_11ABCDEFG0123456789_abcdefgh",
                "npm_0123456789abcdefghijABCDEFGHIJ012345",
                "pypi-AgEIcHlwaS5vcmcCJDAwMDAwMDAwLTAwMDA",
                "glpat-abcdefghij0123456789",
                "sk-proj-abcdefghij0123456789",
                "SG.abcdefghijklmnopqrstuv.abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
                "hvs.abcdefghij0123456789abcd",
                "dop_v1_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\nMIIEow"
            })
    void masksWhatLooksLikeASecretWhereverItStands(String secret) {
        assertThat(redactor.text("a, " + secret)).isEqualTo("a, ***");
        assertThat(redactor.body("text/plain", "first\n" + secret, false)).isEqualTo("first\n***");
        assertThat(redactor.body("application/json", "[\"n\\u0041\", \"" + JsonText.escape(secret) + "\"]", false))
                .isEqualTo("[\"n\\u0041\", \"***\"]");
        assertThat(redactor.body("application/x-www-form-urlencoded", "a=" + PercentText.encode(secret), false))
                .isEqualTo("a=***");
        assertThat(redactor.pathname("/reset/" + PercentText.encode(secret))).isEqualTo("/reset/***");
    }

    @Test
    void pathQueryAndItsParametersAgree() {
        List<String> parameters = new ArrayList<>();

        String query = redactor.query(
                "a=b%20c&token=abc&A%50iKey=x&a=1+2&flag&=v&sig=&%zz=1&jwt_in=" + JWT,
                (name, value) -> parameters.add(name + ">" + value));

        assertThat(query).isEqualTo("a=b%20c&token=***&A%50iKey=***&a=1+2&flag&=v&sig=&%zz=1&jwt_in=***");
        assertThat(parameters)
                .containsExactly(
                        "a>b c", "token>***", "APiKey>***", "a>1 2", "flag>", ">v", "sig>", "%zz>1", "jwt_in>***");
        assertThat(redactor.pathname("/a;jsessionid=12/b")).startsWith("/a;jsessionid=***");
        assertThat(redactor.pathname("/a%2Fb/c")).isEqualTo("/a%2Fb/c");
    }

    @Test
    void changesNothingInJsonButSecrets() {
        String json = " {\"a\" : 1.0e+02,\n\"password\":\"x\\\"y\", \"n\":[ 12345678901234567890.10, true,null],"
                + "\"session\":{\"id\":7,\"ok\":false,\"deep\":[\"s\",{\"t\":null}]},\"nextPageToken\":\"p\",\"\\u0070wd\":\"q\","
                + "\"api_key\":\"\",\"next\":\"https://h/?token=t&x=1\",\"text\":\"{\\\"password\\\":\\\"p\\\",\\\"a\\\":1}\"} ";

        assertThat(redactor.body("application/problem+json; charset=utf-8", json, false))
                .isEqualTo(" {\"a\" : 1.0e+02,\n\"password\":\"***\", \"n\":[ 12345678901234567890.10, true,null],"
                        + "\"session\":{\"id\":\"***\",\"ok\":false,\"deep\":[\"***\",{\"t\":null}]},\"nextPageToken\":\"p\","
                        + "\"\\u0070wd\":\"***\",\"api_key\":\"\",\"next\":\"https://h/?token=***&x=1\","
                        + "\"text\":\"{\\\"password\\\":\\\"***\\\",\\\"a\\\":1}\"} ");
    }

    @Test
    void masksJsonThatBreaksOffAnywhere() {
        String json =
                "{\"list\":[{\"name\":\"n\",\"password\":\"hunter2\"},{\"token\":123456}],\"jwt\":\"" + JWT + "\"}";
        for (int length = 0; length < json.length(); length++) {
            String masked = redactor.body("application/json", json.substring(0, length), true);

            assertThat(masked).doesNotContain("hun").doesNotContain("123").doesNotContain("eyJh");
        }
    }

    @Test
    void masksATokenOfWhichOnlyTheBeginningIsThere() {
        assertThat(redactor.body("text/plain", "see ghp_01", true)).isEqualTo("see ***");
        assertThat(redactor.body("text/plain", "see ghp_01", false)).isEqualTo("see ghp_01");
        assertThat(redactor.body("application/x-www-form-urlencoded", "a=1&b=ghp_01", true))
                .isEqualTo("a=1&b=***");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "text/plain | user=me password=abc done         | user=me password=*** done",
                "text/yaml  | api-key: a b c                    | api-key: ***",
                "text/xml   | <a><password>p&amp;q</password><b>1</b></a> | <a><password>***</password><b>1</b></a>",
                "text/xml   | <n:token x=\"1\"><![CDATA[s]]></n:token> | <n:token x=\"1\">***</n:token>",
                "text/xml   | <a secret=\"s\" b=\"1\"/>         | <a secret=\"***\" b=\"1\"/>",
                "application/json | {'password': 'abc', 'a': 1} | {'password': '***', 'a': 1}",
                "application/json | {\"password\": abc, \"a\": 1} | {\"password\": ***\"a\": 1}",
                "text/event-stream | data: {\"token\":\"abc\"}  | data: {\"token\":\"***\"}",
                "application/x-www-form-urlencoded | user=me&password=a%26b&x=%41 | user=me&password=***&x=%41",
                "application/x-www-form-urlencoded | payload=%7B%22token%22%3A%22abc%22%7D "
                        + "| payload=%7B%22token%22:%22***%22%7D",
                "text/plain | {\"token\":\"abc\"} {\"a\":1}     | {\"token\":\"***\"} {\"a\":1}",
            })
    void masksOtherBodiesByNames(String contentType, String body, String masked) {
        assertThat(redactor.body(contentType, body, false)).isEqualTo(masked);
    }

    @Test
    void masksPartsOfForms() {
        String body = String.join(
                "\r\n",
                "--b",
                "Content-Disposition: form-data; name=\"password\"",
                "",
                "hunter2",
                "--b",
                "Content-Disposition: form-data; name=\"a\"",
                "",
                "x",
                "--b--",
                "");

        assertThat(redactor.body("multipart/form-data; boundary=b", body, false))
                .isEqualTo(body.replace("hunter2", "***"));
    }

    @Test
    void masksByPath() {
        Redactor custom =
                custom(List.of("$.a.b", "$..ssn", "$.list[*].x", "$.list[1].y", "$['odd name'].*"), List.of());

        assertThat(custom.body(
                        "application/json",
                        "{\"a\":{\"b\":true,\"c\":1},\"b\":2,\"z\":[{\"ssn\":{\"n\":1,\"m\":null}}],"
                                + "\"list\":[{\"x\":\"1\",\"y\":2},{\"x\":3,\"y\":4}],\"odd name\":{\"q\":1,\"r\":[2]}}",
                        false))
                .isEqualTo("{\"a\":{\"b\":\"***\",\"c\":1},\"b\":2,\"z\":[{\"ssn\":{\"n\":\"***\",\"m\":null}}],"
                        + "\"list\":[{\"x\":\"***\",\"y\":2},{\"x\":\"***\",\"y\":\"***\"}],"
                        + "\"odd name\":{\"q\":\"***\",\"r\":[\"***\"]}}");
        assertThat(custom.body("application/json", "{\"a\":{\"b\":\"abc", true)).isEqualTo("{\"a\":{\"b\":\"***");
    }

    @Test
    void leavesOutWhatPathsCannotBeFoundIn() {
        Redactor custom = custom(List.of("$.a"), List.of());

        assertThat(custom.body("application/json", "{'a': 'x'}", false)).isNull();
        assertThat(custom.body("text/plain", "{\"a\": x}", false)).isNull();
        assertThat(custom.body("application/json", "[".repeat(300), false)).isNull();
        assertThat(custom.body("text/plain", "plain", false)).isEqualTo("plain");
        assertThat(redactor.body("application/json", "[".repeat(300) + "{\"pwd\":\"x\"", false))
                .endsWith("\"***\"");
    }

    @Test
    void masksFurtherNamesAndPatternsAndKeepsWhatItIsTold() {
        var settings = new RedactionSettings(
                true,
                Set.of("X-Internal"),
                Set.of("promo-code"),
                List.of(),
                List.of("[0-9]{4}-[0-9]{4}", "c[0-9]{3}"),
                Set.of("x-api-key"),
                null);
        Redactor custom = new Redactor(settings);

        assertThat(custom.field("x-internal", "abc")).isEqualTo("***");
        assertThat(custom.field("x-api-key", "abc")).isEqualTo("abc");
        assertThat(custom.query("promo_code=1&card=1234-5678", (name, value) -> {}))
                .isEqualTo("promo_code=***&card=***");
        assertThat(custom.body("application/json", "{\"a\":\"1234-5678 \\n c123\",\"b\":[1234,\"x\"]}", false))
                .isEqualTo("{\"a\":\"*** \\n ***\",\"b\":[1234,\"x\"]}");
        assertThat(custom(List.of(), List.of("12")).body("application/json", "[1234]", false))
                .isEqualTo("[\"***34\"]");
    }

    @Test
    void hashesCanBeJoinedAcrossPlaces() {
        var settings =
                new RedactionSettings(true, Set.of(), Set.of(), List.of(), List.of(), Set.of(), new Secret("key"));
        Redactor hashing = new Redactor(settings);

        String hash = hashing.field("x-api-key", "a b");

        assertThat(hash).matches("hmac:[0-9a-f]{16}");
        assertThat(hashing.query(
                        "api_key=a%20b", (name, value) -> assertThat(value).isEqualTo(hash)))
                .isEqualTo("api_key=" + hash);
        assertThat(hashing.field("referer", "http://h/?api_key=a+b")).isEqualTo("http://h/?api_key=" + hash);
        assertThat(hashing.body("application/json", "{\"apiKey\":\"a\\u0020b\"}", false))
                .isEqualTo("{\"apiKey\":\"" + hash + "\"}");
        assertThat(hashing.field("authorization", "Bearer a b")).isEqualTo("Bearer " + hash);
    }

    @Test
    void switchedOffChangesNothing() {
        Redactor off = new Redactor(RedactionSettings.OFF);

        assertThat(off.field("authorization", "Bearer " + JWT)).isEqualTo("Bearer " + JWT);
        assertThat(off.query("token=abc", (name, value) -> assertThat(value).isEqualTo("abc")))
                .isEqualTo("token=abc");
        assertThat(off.body("application/json", "{\"password\":\"x\"}", false)).isEqualTo("{\"password\":\"x\"}");
        assertThat(off.pathname("/" + JWT)).isEqualTo("/" + JWT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eyJ",
                "--",
                "-----BEGIN ",
                "bearer ",
                "token:",
                "token=",
                "<token>",
                "://a:b@",
                "[",
                "{\"a\":",
                "\"",
                "\\",
                "xox",
                "a:b@",
                "password\\\"",
                "name=\"token\"",
                "%",
                "&",
                "=",
                ";",
                "<",
                "ghp_",
                "SG."
            })
    void takesLongHostileTextsOfEveryKind(String piece) {
        String text = piece.repeat(100_000 / piece.length());
        for (String type :
                List.of("application/json", "text/plain", "multipart/form-data", "application/x-www-form-urlencoded")) {
            assertThat(redactor.body(type, text, true)).isNotNull();
        }
        assertThat(redactor.field("cookie", text)).isNotNull();
        assertThat(redactor.pathname(text)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "$", "a.b", "$.", "$.a[", "$[x]", "$.a[?(@.b)]", "$a", "$.a..", "$['a"})
    void refusesWhatIsNoPath(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> custom(List.of(path), List.of()))
                .withMessageContaining("jsonPaths: ");
    }

    @Test
    void refusesPatternsThatAreNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> custom(List.of(), List.of("(")))
                .withMessageContaining("pattern: (");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> custom(List.of(), List.of("a*")))
                .withMessageContaining("needs a character");
    }

    private static Redactor custom(List<String> paths, List<String> patterns) {
        return new Redactor(new RedactionSettings(true, Set.of(), Set.of(), paths, patterns, Set.of(), null));
    }
}
