package io.sluice.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * What a run of the command did.
 *
 * @param exitCode the exit code
 * @param out what it printed
 * @param err what it complained about
 */
record RunCommand(int exitCode, String out, String err) {

    /** Runs the command in this process. */
    static RunCommand of(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exitCode = Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
        return new RunCommand(exitCode, out.toString(), err.toString());
    }
}
