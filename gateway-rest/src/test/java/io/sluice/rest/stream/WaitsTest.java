package io.sluice.rest.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitsTest {
    private final Waits waits = new Waits();
    private final List<String> ended = new ArrayList<>();

    @Test
    void endsWhatGoesOnAndWhatComes() {
        Runnable over = () -> ended.add("over");
        waits.add(over);
        waits.remove(over);
        waits.add(() -> ended.add("running"));
        assertThat(ended).isEmpty();

        waits.drain();
        waits.add(() -> ended.add("late"));

        assertThat(ended).containsExactly("running", "late");
    }
}
