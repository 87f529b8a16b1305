package io.sluice.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.fold.Folding;
import io.sluice.config.yaml.ConfigReader;
import io.sluice.config.yaml.ReadResult;
import io.sluice.engine.Gateway;
import io.sluice.engine.spi.ClusterProvider;
import io.sluice.engine.spi.FakeProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Compiles the configurations of the tests, each of which lacks what is the same in all. */
final class Configs {
    private static final Path FOLDER = Path.of("src/test/resources/compile");

    private Configs() {}

    static Gateway compile(String name, ClusterProvider provider) {
        return compileText(read(name + ".yaml"), provider);
    }

    static Gateway compileText(String text, ClusterProvider provider) {
        ReadResult read = ConfigReader.read("zilla.yaml", text + read("frame.yaml"), Map.of());
        assertThat(read.problems()).isEmpty();
        return GatewayCompiler.compile(Folding.fold(read.config()), provider, FakeProxy::new);
    }

    private static String read(String file) {
        try {
            return Files.readString(FOLDER.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
