package io.sluice.http.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordsTest {
    /** The hash of "secret" that {@code htpasswd -nbB -C 4} makes. */
    private static final String HASH = "$2y$04$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW";

    @Test
    void readsNamesHashesAndRoles() {
        Passwords passwords = Passwords.parse("# users\r\n\nalice:" + HASH + ":read, write\n bob:" + HASH + " \n");

        Passwords.User alice = Objects.requireNonNull(passwords.get("alice"));
        Passwords.User bob = Objects.requireNonNull(passwords.get("bob"));
        assertThat(alice.accepted().roles()).containsExactlyInAnyOrder("read", "write");
        assertThat(alice.hash().matches("secret")).isTrue();
        assertThat(alice.hash().matches("Secret")).isFalse();
        assertThat(alice.hash().matches("")).isFalse();
        assertThat(bob.accepted().roles()).isEmpty();
        assertThat(passwords.get("eve")).isNull();
    }

    @Test
    void hasSomebodyToStandInForWhoDoesNotExist() {
        assertThat(Passwords.parse("alice:" + HASH).standIn(-7)).isNotNull();
        assertThat(Passwords.parse("").standIn(1)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alice                        | expected name:hash or name:hash:roles",
                "'alice:a:b:c'                | expected name:hash or name:hash:roles",
                ":x                           | expected name:hash or name:hash:roles",
                "alice:{SHA}x                 | the hash is of no known kind",
                "alice:sesame                 | the hash is of no known kind",
                "alice:$2y$04$short           | the hash is of no known kind",
                "alice:$argon2id$broken       | the hash is of no known kind",
            })
    void saysWhichLineIsWrongAndNotWhatItHolds(String line, String message) {
        assertThatThrownBy(() -> Passwords.parse("#\n" + line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("line 2: " + message)
                .hasMessageNotContaining("sesame");
    }

    @Test
    void refusesNamesThatAreThereTwiceAndHashesThatCostTooMuch() {
        assertThatThrownBy(() -> Passwords.parse("a:" + HASH + "\na:" + HASH)).hasMessageContaining("line 2: the name");
        assertThatThrownBy(() -> Passwords.parse("a:" + HASH.replace("$04$", "$31$")))
                .hasMessageContaining("more than 15 rounds");
        assertThatThrownBy(
                        () -> Passwords.parse("a:$argon2id$v=19$m=9999999,t=1,p=1$c29tZXNhbHQ$c29tZWhhc2hzb21laGFzaA"))
                .hasMessageContaining("KiB of memory");
    }
}
