package io.sluice.kafka.fetch;

import static io.sluice.kafka.TestRecords.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.engine.http.Body;
import io.sluice.engine.spi.InvalidSpecException;
import io.sluice.engine.spi.MergeSpec;
import io.sluice.kafka.view.TopicView;
import io.sluice.kafka.view.ViewNeeds;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergeFormTest {

    private static String merged(MergeForm form, String... values) {
        var view = new TopicView("kafka", "items", new ViewNeeds(true, true, Set.of(), Set.of()), false);
        view.begin(1);
        for (int offset = 0; offset < values.length; offset++) {
            view.apply(record(0, offset, null, values[offset]));
        }
        view.complete();
        Body body = form.body(view.published().list());
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < body.chunks(); i++) {
            var chunk = body.chunk(i);
            while (chunk.hasRemaining()) {
                bytes.write(chunk.get());
            }
        }
        assertThat(bytes.size()).isEqualTo((int) body.length());
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    []                        | /-        | []                      | [1,2]
                    [0]                       | /-        | [0]                     | [0,1,2]
                    {"items":[]}              | /items/-  | {"items":[]}            | {"items":[1,2]}
                    {"a":[0],"b":[]}          | /a/-      | {"a":[0],"b":[]}        | {"a":[0,1,2],"b":[]}
                    {"a":{"b":[]},"c":"é"}    | /a/b/-    | {"a":{"b":[]},"c":"é"}  | {"a":{"b":[1,2]},"c":"é"}
                    [[],[]]                   | /1/-      | [[],[]]                 | [[],[1,2]]
                    {"a/b":[]}                | /a~1b/-   | {"a/b":[]}              | {"a/b":[1,2]}
                    """)
    void putsTheMembersAtTheEndOfAnArray(String initial, String path, String empty, String two) {
        MergeForm form = MergeForm.compile(new MergeSpec(initial, path));

        assertThat(merged(form)).isEqualTo(empty);
        assertThat(merged(form, "1", "2")).isEqualTo(two);
        assertThat(merged(form, "no json")).isEqualTo(empty);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    []            | /0
                    []            | ''
                    []            | -
                    []            | /items/-
                    {}            | /items/-
                    {}            | /-
                    {"items":{}}  | /items/-
                    {"items":1}   | /items/-
                    1             | /-
                    ''            | /-
                    [             | /-
                    nonsense      | /-
                    [1]]          | /-
                    [] []         | /-
                    """)
    void refusesWhatCannotBeDone(String initial, String path) {
        assertThatThrownBy(() -> MergeForm.compile(new MergeSpec(initial, path)))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("patch.");
    }
}
