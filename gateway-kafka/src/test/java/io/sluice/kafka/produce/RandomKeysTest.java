package io.sluice.kafka.produce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RandomKeysTest {

    @Test
    void makesUuidsOfVersionFour() {
        UUID key = UUID.fromString(RandomKeys.next());

        assertThat(key.version()).isEqualTo(4);
        assertThat(key.variant()).isEqualTo(2);
    }

    @Test
    void makesNoKeyTwiceWhenTheFetchedBytesAreUsedUp() {
        Set<String> keys = new HashSet<>();

        for (int i = 0; i < 1_000; i++) {
            keys.add(RandomKeys.next());
        }

        assertThat(keys).hasSize(1_000);
    }
}
