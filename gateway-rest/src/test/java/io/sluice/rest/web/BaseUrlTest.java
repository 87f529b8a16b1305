package io.sluice.rest.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.http.TestRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaseUrlTest {

    @Test
    void isWhatTheRequestWasSentTo() {
        assertThat(BaseUrl.of(request("rest.example:8082"), null)).isEqualTo("http://rest.example:8082");
    }

    @Test
    void isWhatTheConfigurationAdvertisesWhateverTheRequestSays() {
        TestRequest request = request("inside:8082", "x-forwarded-host", "outside");

        assertThat(BaseUrl.of(request, "https://api.example/kafka/")).isEqualTo("https://api.example/kafka");
    }

    @Test
    void isWhatProxiesSayTheFirstOfThemCounts() {
        TestRequest request = request(
                "inside:8082",
                "x-forwarded-proto",
                "HTTPS, http",
                "x-forwarded-host",
                "api.example, inner",
                "x-forwarded-port",
                "8443, 80",
                "x-forwarded-prefix",
                "/kafka/rest/, /x");

        assertThat(BaseUrl.of(request, null)).isEqualTo("https://api.example:8443/kafka/rest");
    }

    @Test
    void leavesOutThePortThatTheSchemeHasAnyway() {
        TestRequest request = request("inside:8082", "x-forwarded-proto", "https", "x-forwarded-port", "443");

        assertThat(BaseUrl.of(request, null)).isEqualTo("https://inside");
    }

    @ParameterizedTest
    @CsvSource({"api.example:81,http://api.example:81", "[2001:db8::1]:82,http://[2001:db8::1]:82", "[::1],http://[::1]"
    })
    void takesHostsOfAllForms(String host, String url) {
        assertThat(BaseUrl.of(request("inside", "x-forwarded-host", host), null))
                .isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource({
        "x-forwarded-host,evil.example/path",
        "x-forwarded-host,user@evil.example",
        "x-forwarded-host,<script>",
        "x-forwarded-host,host:123456",
        "x-forwarded-host,''",
        "x-forwarded-proto,javascript",
        "x-forwarded-port,0",
        "x-forwarded-port,65536",
        "x-forwarded-port,٨٠",
        "x-forwarded-port,80/x",
        "x-forwarded-prefix,//evil.example",
        "x-forwarded-prefix,no-slash",
        "x-forwarded-prefix,/a?b",
    })
    void ignoresWhatIsNoPartOfAUrl(String field, String value) {
        assertThat(BaseUrl.of(request("inside:8082", field, value), null)).isEqualTo("http://inside:8082");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\"b"})
    void isOnlyAPathWithoutAHost(String authority) {
        assertThat(BaseUrl.of(request(authority, "x-forwarded-prefix", "/kafka"), null))
                .isEqualTo("/kafka");
    }

    private static TestRequest request(String authority, String... fields) {
        return TestRequest.of("GET", "/", fields).to("http", authority);
    }
}
