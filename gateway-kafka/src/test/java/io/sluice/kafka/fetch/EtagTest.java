package io.sluice.kafka.fetch;

import static io.sluice.kafka.TestRecords.bytes;
import static io.sluice.kafka.TestRecords.record;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.kafka.view.TopicView;
import io.sluice.kafka.view.ViewNeeds;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EtagTest {
    private final TopicView view =
            new TopicView("kafka", "items", new ViewNeeds(true, true, Set.of(), Set.of()), false);

    @Test
    void isZillasEncodingOfTheProgress() {
        assertThat(Etag.progress(new long[] {2})).isEqualTo("AQIABA==");
        assertThat(Etag.progress(new long[] {2, 1})).isEqualTo("AQQABAIC");
        assertThat(Etag.progress(new long[] {-1})).isEqualTo("AQIAAQ==");
        assertThat(Etag.progress(new long[0])).isEqualTo("AQA=");
    }

    @Test
    void ofARecordIsTheOffsetAfterItAndItsOwnTag() {
        view.begin(2);
        view.apply(record(0, 1, "a", "1"));
        view.apply(record(1, 7, "b", "1", "etag", "v/7"));
        view.complete();

        assertThat(Etag.of(requireNonNull(view.get(bytes("a"))), "")).isEqualTo("AQIABA==");
        assertThat(Etag.suffix(Etag.of(requireNonNull(view.get(bytes("b"))), "")))
                .isEqualTo("v/7");
    }

    /** Offsets begin again with a topic that is created again; tags must not. */
    @Test
    void ofATopicThatWasReplacedIsNoneOfTheTopicBefore() {
        view.begin(1);
        view.apply(record(0, 0, "a", "1", "etag", "7"));
        view.advance(0, 1);
        view.complete();
        String record = Etag.of(requireNonNull(view.get(bytes("a"))), view.incarnation());
        String list = Etag.of(view.published());
        String matching = Etag.of(view.published().list(), view.incarnation());

        view.replaced(Uuid.randomUuid());
        view.begin(1);
        view.apply(record(0, 0, "a", "2", "etag", "7"));
        view.advance(0, 1);
        view.complete();
        String later = Etag.of(requireNonNull(view.get(bytes("a"))), view.incarnation());

        assertThat(later).startsWith("AQIAAg==~").endsWith("/7").isNotEqualTo(record);
        assertThat(Etag.suffix(later)).isEqualTo("7");
        assertThat(Etag.of(view.published())).isNotEqualTo(list);
        assertThat(Etag.of(view.published().list(), view.incarnation())).isNotEqualTo(matching);
    }

    @Test
    void ofATopicChangesWithATombstoneAndWithRetention() {
        view.begin(1);
        view.apply(record(0, 0, "a", "1"));
        view.advance(0, 1);
        view.complete();
        String before = Etag.of(view.published());

        view.apply(record(0, 1, "a", null));
        view.advance(0, 2);
        view.publish();
        String deleted = Etag.of(view.published());
        view.trim(0, 1);
        view.publish();
        String trimmed = Etag.of(view.published());

        assertThat(before).isEqualTo("AQIAAA==");
        assertThat(deleted).isEqualTo("AQIAAg==");
        assertThat(trimmed).startsWith("AQIAAg==/").isNotEqualTo(deleted);
    }

    @Test
    void anyOffsetsCanBeReadAgain() {
        var random = new Random(5);

        for (int round = 0; round < 2_000; round++) {
            long[] offsets = random.longs(random.nextInt(300))
                    .map(n -> n >> random.nextInt(64))
                    .toArray();
            assertThat(Etag.suffix(Etag.progress(offsets) + "/x")).isEqualTo("x");
        }
    }

    @ParameterizedTest
    @CsvSource({"AQIABA==/abc,abc", "AQIABA==/,''", "AQIABA==/a/b,a/b", "AQIABA/abc,abc", "AQA=/x,x"})
    void hasTheSuffixAfterAProgress(String etag, String suffix) {
        assertThat(Etag.suffix(etag)).isEqualTo(suffix);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/abc",
                "AQIABA==",
                "A===/x",
                "====/x",
                "=/x",
                "AgIABA==/x",
                "AQI=/x",
                "AQIA/x",
                "AQIAhA==/x",
                "AQ==/x",
                "*",
                "W/\"x\"",
                "é/x",
                "\u0000/x",
                "AQIABA==AA/x",
                "AQH_________w8=/x"
            })
    void isNoTagOfOurs(String etag) {
        assertThat(Etag.suffix(etag)).isNull();
    }

    @Test
    void hostileTextsNeverThrow() {
        var random = new Random(9);
        String alphabet = "AQIABA==-_/\"W,* \u0000\uD800é%\\";

        for (int round = 0; round < 100_000; round++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(20); i >= 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String suffix = Etag.suffix(text.append("/s").toString());
            assertThat(suffix == null || text.toString().endsWith("/" + suffix)).isTrue();
        }
        assertThat(Etag.suffix("A".repeat(1_000_000) + "/x")).isNull();
    }
}
