package io.sluice.cli.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.fold.ProxyTarget;
import io.sluice.config.fold.RestTarget;
import io.sluice.config.fold.UpstreamTarget;
import io.sluice.config.load.GatewayModel;
import io.sluice.engine.Gateway;
import io.sluice.engine.compile.GatewayCompiler;
import io.sluice.engine.file.FileWatch;
import io.sluice.engine.spi.Proxy;
import io.sluice.http.upstream.UpstreamProvider;
import io.sluice.kafka.cluster.KafkaCluster;
import io.sluice.rest.RestProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every configuration that a reader may copy passes the check of {@code gateway check}, without a warning. */
class DocumentedYamlTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    static List<Path> files() throws IOException {
        try (Stream<Path> found = Files.walk(ROOT.resolve("examples"))) {
            List<Path> yaml = found.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
            return Stream.concat(Stream.of(ROOT.resolve("zilla.yaml")), yaml.stream())
                    .toList();
        }
    }

    static List<Block> blocks() throws IOException {
        List<Block> blocks = new ArrayList<>();
        for (Path page : pages()) {
            blocks.addAll(Block.in(ROOT.relativize(page).toString(), Files.readAllLines(page)));
        }
        return blocks;
    }

    static List<Block> completeYaml() throws IOException {
        return blocks().stream().filter(block -> block.is("complete")).toList();
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (Path top : List.of(ROOT.resolve("docs"), ROOT.resolve("examples"))) {
            try (Stream<Path> found = Files.walk(top)) {
                found.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
            }
        }
        pages.add(ROOT.resolve("README.md"));
        pages.add(ROOT.resolve("CONTRIBUTING.md"));
        return pages;
    }

    @ParameterizedTest
    @MethodSource("files")
    void checksFiles(Path file) throws IOException {
        assertThat(warnings(file)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("completeYaml")
    void checksBlocks(Block block) throws IOException {
        Path file = Files.writeString(folder.resolve("zilla.yaml"), block.text());

        assertThat(warnings(file)).as(block.place()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void knowsTheWordsOfEveryBlock(Block block) {
        block.requireKnown();
    }

    private static List<String> warnings(Path file) throws IOException {
        GatewayModel.Loaded loaded = GatewayModel.load(file, Map.of());
        try (FileWatch files = FileWatch.every(Duration.ofDays(1));
                Gateway gateway = GatewayCompiler.compile(
                        loaded.topology(), KafkaCluster::alone, target -> open(target, files))) {
            return Stream.concat(loaded.warnings().stream(), gateway.warnings().stream())
                    .map(Object::toString)
                    .toList();
        }
    }

    private static Proxy open(ProxyTarget target, FileWatch files) {
        return target instanceof RestTarget rest
                ? new RestProvider(KafkaCluster::alone, Path.of(""), files).open(rest)
                : UpstreamProvider.forChecks(Path.of(""), files).open((UpstreamTarget) target);
    }
}
