package io.sluice.engine.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedPartsTest {
    private final List<Object> closed = new ArrayList<>();
    private final SharedParts<Object> parts = new SharedParts<>(closed::add);

    @Test
    void lastAsLongAsSomebodyHasThem() {
        var first = parts.take("a", Object::new);
        var second = parts.take("a", Object::new);

        first.close();
        first.close();

        assertThat(second.part()).isSameAs(first.part());
        assertThat(closed).isEmpty();
        second.close();
        assertThat(closed).containsExactly(first.part());
    }

    @Test
    void areOthersForAnotherConfigurationOrAfterTheirEnd() {
        var first = parts.take("a", Object::new);
        var other = parts.take("b", Object::new);
        first.close();
        var again = parts.take("a", Object::new);

        assertThat(other.part()).isNotSameAs(first.part());
        assertThat(again.part()).isNotSameAs(first.part());
    }

    @Test
    void areNotKeptWhenTheyCannotBeOpened() {
        assertThatThrownBy(() -> parts.take("a", () -> {
                    throw new IllegalArgumentException("broken");
                }))
                .hasMessage("broken");

        assertThat(parts.take("a", () -> "whole").part()).isEqualTo("whole");
    }
}
