package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialPatternTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "Bearer {credentials}        | Bearer abc       | abc",
                "Bearer {credentials}        | bearer abc       | abc",
                "Bearer {credentials}        | Bearer           | null",
                "Bearer {credentials}        | Bearer a b       | null",
                "Bearer {credentials}        | Basic abc        | null",
                "{credentials}               | abc              | abc",
                "<{credentials}>             | <abc>            | abc",
                "<{credentials}>             | <abc             | null",
                "Basic {username}:{password} | Basic YTpiOmM=   | a:b:c",
                "Basic {username}:{password} | Basic YTpiOmM    | a:b:c",
                "Basic {username}:{password} | Basic YWI=       | ''",
                "Basic {username}:{password} | Basic !          | ''",
                "Basic {username}:{password} | Basic /zo=       | ''",
                "Basic {username}:{password} | Bearer YTpiOmM=  | null"
            })
    void findsCredentials(String pattern, String value, String expected) {
        assertThat(CredentialPattern.compile(pattern).find(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Bearer", "{token}", "{credentials}{credentials}", "{username}:{password}", "{x} {credentials}"})
    void refusesPatternsWithoutOnePlaceForThem(String pattern) {
        assertThatThrownBy(() -> CredentialPattern.compile(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("{credentials} once");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://a.example.com/keys", "http://localhost:1", "http://127.0.0.1/x", "http://[::1]:80/"})
    void trustsTlsAndThisMachine(String location) {
        assertThat(SafeLocation.of(location, false)).hasToString(location);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a.example.com",
                "http://127.0.0.1.example.com",
                "http://localhost.example.com",
                "file:///x",
                "/keys",
                "https:///x",
                "not a url",
                "http://127.0.0.1@example.com/"
            })
    void trustsNothingElse(String location) {
        assertThatThrownBy(() -> SafeLocation.of(location, false)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void trustsThePlainNetworkWhenTold() {
        assertThat(SafeLocation.of("http://a.example.com/keys", true)).hasHost("a.example.com");
    }
}
