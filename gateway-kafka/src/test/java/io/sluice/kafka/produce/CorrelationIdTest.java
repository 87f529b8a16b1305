package io.sluice.kafka.produce;

import static io.sluice.kafka.TestRecords.bytesOrNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.spi.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CorrelationIdTest {
    private static final String LOCATION = "replies\n/items/a;cid=";

    private final CorrelationId ids = new CorrelationId(null);
    private final CorrelationId keyed = new CorrelationId(Secret.of(new byte[] {1, 2, 3}));

    private static List<byte @Nullable []> parts(@Nullable String... texts) {
        List<byte @Nullable []> parts = new ArrayList<>();
        Arrays.stream(texts).forEach(text -> parts.add(bytesOrNull(text)));
        return parts;
    }

    @Test
    void theSameRequestHasTheSameIdOnEveryGateway() {
        String id = ids.make("key", parts("PUT", "/items/a", null, "body"), LOCATION);

        assertThat(new CorrelationId(null).make("key", parts("PUT", "/items/a", null, "body"), LOCATION))
                .isEqualTo(id)
                .matches("key-[0-9a-f]{40}");
    }

    @Test
    void everyPartAndItsPlaceCounts() {
        Set<String> different = new HashSet<>();

        different.add(ids.make("key", parts("ab", "c", ""), LOCATION));
        different.add(ids.make("key", parts("a", "bc", ""), LOCATION));
        different.add(ids.make("key", parts("abc", "", ""), LOCATION));
        different.add(ids.make("key", parts("abc", null, ""), LOCATION));
        different.add(ids.make("key", parts("abc", ""), LOCATION));
        different.add(ids.make("key", parts(), LOCATION));
        different.add(ids.make("other", parts("ab", "c", ""), LOCATION));
        different.add(ids.make("key", parts("ab", "c", ""), LOCATION + "x"));
        different.add(keyed.make("key", parts("ab", "c", ""), LOCATION));

        assertThat(different).hasSize(9);
    }

    @Test
    void belongsToItsLocationOnly() {
        for (CorrelationId made : List.of(ids, keyed)) {
            String id = made.make("a-key - with dashes", parts("x"), LOCATION);

            assertThat(made.belongsTo(id, LOCATION)).isTrue();
            assertThat(made.belongsTo(id, "replies\n/items/b;cid=")).isFalse();
            assertThat(made.belongsTo(id, "")).isFalse();
        }
    }

    @Test
    void aSecretKeepsOthersFromMakingIds() {
        String id = ids.make("key", parts("x"), LOCATION);

        assertThat(keyed.belongsTo(id, LOCATION)).isFalse();
        assertThat(new CorrelationId(Secret.of(new byte[] {1, 2}))
                        .belongsTo(keyed.make("key", parts("x"), LOCATION), LOCATION))
                .isFalse();
    }

    @Test
    void aMangledIdBelongsNowhere() {
        String id = ids.make("key", parts("x"), LOCATION);
        var random = new Random(1);

        for (int i = 0; i < id.length(); i++) {
            char other = id.charAt(i) == '0' ? '1' : '0';
            assertThat(ids.belongsTo(id.substring(0, i) + other + id.substring(i + 1), LOCATION))
                    .isFalse();
            assertThat(ids.belongsTo(id.substring(i + 1), LOCATION)).isFalse();
        }
        for (String hostile :
                List.of("", "-", "a-", "é".repeat(60), "\uD800".repeat(50), id + '0', id.toUpperCase(Locale.ROOT))) {
            assertThat(ids.belongsTo(hostile, LOCATION)).isFalse();
        }
        for (int round = 0; round < 1_000; round++) {
            byte[] noise = new byte[random.nextInt(100)];
            random.nextBytes(noise);
            assertThat(ids.belongsTo(new String(noise, StandardCharsets.ISO_8859_1), LOCATION))
                    .isFalse();
        }
    }
}
