package io.sluice.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The {@code gateway} command.
 *
 * <p>It reads its command line itself. A library that does so by reflection, and whose classes the JDK cannot keep in an
 * archive, made each start longer; see {@code docs/performance/log.md}.
 */
public final class Main {
    static final Option VERSION = Option.flag("Print the version and end.", "-V", "--version");

    private static final List<Command> COMMANDS = List.of(new StartCommand(), new CheckCommand(), new ExplainCommand());

    private Main() {}

    /** Runs the command and ends the process: 0 done, 1 failed, 2 bad command line or configuration. */
    public static void main(String[] arguments) {
        System.exit(run(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                arguments));
    }

    /** Runs the command and returns its exit code. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        try {
            return run(List.of(arguments), out);
        } catch (UsageException e) {
            err.println(e.getMessage());
            err.println("Try: gateway --help");
            return Failures.BAD_INPUT;
        } catch (Exception e) {
            return Failures.report(e, err);
        }
    }

    private static int run(List<String> words, PrintWriter out) throws Exception {
        if (words.isEmpty()) {
            throw new UsageException("Missing command: one of " + names());
        }
        List<String> rest = words.subList(1, words.size());
        String word = words.get(0);
        if (word.equals("help") && !rest.isEmpty()) {
            Usage.print(find(rest.get(0)), out);
            return 0;
        }
        if (word.equals("help") || Option.HELP.names().contains(word)) {
            Usage.print(COMMANDS, out);
            return 0;
        }
        if (VERSION.names().contains(word)) {
            out.println("Sluice " + Version.text());
            out.flush();
            return 0;
        }
        return run(find(word), rest, out);
    }

    private static int run(Command command, List<String> words, PrintWriter out) throws Exception {
        Arguments arguments = Arguments.parse(command.options(), words);
        if (arguments.has(Option.HELP)) {
            Usage.print(command, out);
            return 0;
        }
        return command.run(arguments, out);
    }

    private static Command find(String name) {
        return COMMANDS.stream()
                .filter(command -> command.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new UsageException("Unknown command: " + name + " (expected one of " + names() + ")"));
    }

    private static List<String> names() {
        return COMMANDS.stream().map(Command::name).toList();
    }
}
