package io.sluice.bench;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Command lines of Java processes: all on the bench's own JDK, with the options that the launcher uses. */
final class Jvm {
    private static final Path HOME = Path.of(System.getProperty("java.home"));

    private Jvm() {}

    /** A tool of the JDK, such as {@code jcmd}. */
    static String tool(String name) {
        return HOME.resolve("bin").resolve(name).toString();
    }

    /** A main class of the bench. */
    static List<String> bench(String main, List<String> arguments) {
        return command(System.getProperty("java.class.path"), main, arguments);
    }

    /** The gateway, from the folder that the repository is checked out in. */
    static List<String> gateway(Path home, Path config) {
        return gateway(home, List.of(), List.of("start", "-c", config.toString()));
    }

    /** The same with another command, and options for the JVM. */
    static List<String> gateway(Path home, List<String> options, List<String> arguments) {
        Path target = home.resolve("gateway-cli").resolve("target");
        String classes =
                jar(target) + File.pathSeparator + target.resolve("lib").resolve("*");
        List<String> command = command(classes, "io.sluice.cli.Main", arguments);
        command.addAll(1, options);
        return command;
    }

    private static Path jar(Path target) {
        String[] names = target.toFile()
                .list((folder, name) -> name.matches("gateway-cli-[0-9][^/]*\\.jar") && !name.contains("sources"));
        if (names == null || names.length == 0 || !Files.isDirectory(target.resolve("lib"))) {
            throw new BenchFailure("The gateway is not built: no gateway-cli jar and lib in " + target);
        }
        return target.resolve(names[0]);
    }

    private static List<String> command(String classes, String main, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(tool("java"), "-Xshare:auto"));
        String options = System.getenv("JAVA_OPTS");
        if (options != null && !options.isBlank()) {
            command.addAll(Arrays.asList(options.strip().split(" +", -1)));
        }
        command.addAll(List.of("-cp", classes, main));
        command.addAll(arguments);
        return command;
    }
}
