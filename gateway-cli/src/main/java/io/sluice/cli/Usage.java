package io.sluice.cli;

import java.io.PrintWriter;
import java.util.List;

/** What {@code --help} prints. Stateless. */
final class Usage {
    private Usage() {}

    /** All commands. */
    static void print(List<Command> commands, PrintWriter out) {
        out.println("Usage: gateway [-h] [-V] COMMAND");
        out.println("Sluice, a declarative HTTP-to-Kafka gateway.");
        row(out, Option.HELP.synopsis(), Option.HELP.description());
        row(out, Main.VERSION.synopsis(), Main.VERSION.description());
        out.println("Commands:");
        commands.forEach(command -> row(out, command.name(), command.description()));
        row(out, "help [COMMAND]", "Show the help of a command and end.");
        out.flush();
    }

    /** One command and its options. */
    static void print(Command command, PrintWriter out) {
        StringBuilder line = new StringBuilder("Usage: gateway " + command.name());
        for (Option option : command.options()) {
            String synopsis = option.synopsis();
            line.append(option.isOperand() ? " " + synopsis : " [" + synopsis.replace(", ", "|") + "]");
        }
        out.println(line);
        out.println(command.description());
        for (Option option : command.options()) {
            String fallback = option.fallback() == null ? "" : " Default: " + option.fallback();
            row(out, option.synopsis(), option.description() + fallback);
        }
        out.flush();
    }

    private static void row(PrintWriter out, String term, String text) {
        out.println("  %-20s  %s".formatted(term, text));
    }
}
