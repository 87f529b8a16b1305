package io.sluice.engine.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTest {

    @Test
    void keepsItsBytesToItself() {
        byte[] bytes = {1, 2, 3};

        var secret = Secret.of(bytes);
        bytes[0] = 9;
        secret.bytes()[1] = 9;

        assertThat(secret.bytes()).containsExactly(1, 2, 3);
        assertThat(secret).hasToString("***");
    }

    @Test
    void comparesByContent() {
        assertThat(Secret.of(new byte[] {1}))
                .isEqualTo(Secret.of(new byte[] {1}))
                .hasSameHashCodeAs(Secret.of(new byte[] {1}))
                .isNotEqualTo(Secret.of(new byte[] {2}));
    }
}
