package io.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
    private static final List<String> KNOWN = List.of("get-item", "list-1k");

    @Test
    void runsEverythingUnlessTold() {
        Options options = Options.parse(List.of(), KNOWN);

        assertThat(KNOWN).allMatch(options::wants);
        assertThat(options.file(Path.of("/home"))).isEqualTo(Path.of("/home/gateway-bench/target/bench.json"));
    }

    @Test
    void runsTheCasesThatAreNamed() {
        Options options = Options.parse(List.of("--quick", "--out", "x.json", "list-1k"), KNOWN);

        assertThat(options.quick()).isTrue();
        assertThat(options.wants("get-item")).isFalse();
        assertThat(options.wants("list-1k")).isTrue();
        assertThat(options.file(Path.of("/home"))).isEqualTo(Path.of("x.json"));
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> Options.parse(List.of("get-itme"), KNOWN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("get-itme");
        assertThatThrownBy(() -> Options.parse(List.of("--out"), KNOWN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyCaseHasANameOfItsOwn() {
        assertThat(Cases.names()).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z0-9-]+"));
    }
}
