package io.sluice.config.load;

import io.sluice.config.ConfigProblem;
import io.sluice.config.GatewayConfig;
import io.sluice.config.InvalidConfigException;
import io.sluice.config.Problems;
import io.sluice.config.check.ConfigChecker;
import io.sluice.config.fold.Folding;
import io.sluice.config.fold.Topology;
import io.sluice.config.yaml.ConfigReader;
import io.sluice.config.yaml.ReadResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The way from a {@code zilla.yaml} to a configuration that can run: read, check, fold. Stateless. */
public final class GatewayModel {

    private GatewayModel() {}

    /**
     * Loads a file.
     *
     * @param environment what {@code ${{env.NAME}}} refers to
     * @throws IOException when the file cannot be read
     * @throws InvalidConfigException with all problems when one of them is an error
     */
    public static Loaded load(Path path, Map<String, String> environment) throws IOException {
        return complete(ConfigReader.read(path, environment));
    }

    /**
     * Loads text.
     *
     * @param file the name that places show
     * @throws InvalidConfigException with all problems when one of them is an error
     */
    public static Loaded load(String file, String text, Map<String, String> environment) {
        return complete(ConfigReader.read(file, text, environment));
    }

    /**
     * Loads UTF-8 text.
     *
     * @param file the name that places show
     * @throws InvalidConfigException with all problems when one of them is an error
     */
    public static Loaded load(String file, byte[] content, Map<String, String> environment) {
        return complete(ConfigReader.read(file, content, environment));
    }

    private static Loaded complete(ReadResult read) {
        Problems problems = new Problems();
        problems.addAll(read.problems());
        ConfigChecker.check(read.config(), problems);
        throwIfInvalid(problems);
        Topology topology = Folding.fold(read.config(), problems);
        throwIfInvalid(problems);
        return new Loaded(read.config(), topology, problems.inFileOrder());
    }

    private static void throwIfInvalid(Problems problems) {
        if (problems.hasErrors()) {
            throw new InvalidConfigException(problems.inFileOrder());
        }
    }

    /**
     * A configuration that can run.
     *
     * @param warnings in file order
     */
    public record Loaded(GatewayConfig config, Topology topology, List<ConfigProblem> warnings) {

        /** Copies the list. */
        public Loaded {
            warnings = List.copyOf(warnings);
        }
    }
}
