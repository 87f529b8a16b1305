package io.sluice.cli.record;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine.Model.CommandSpec;

/** What these commands do, and how it ends: a failure that is not ours is told in one line. */
@FunctionalInterface
interface Work {
    /** Exit code: nothing to complain about. */
    int DONE = 0;
    /** Exit code: differences were found, or the result could not be written. */
    int DIFFERENT = 1;
    /** Exit code: the command line or an input makes no sense. */
    int BAD_INPUT = 2;

    /** Does it and returns the exit code. */
    int run() throws IOException, InterruptedException;

    /** Does it, and says in one line why it cannot be done. */
    static int guarded(CommandSpec spec, Work work) throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        try {
            return work.run();
        } catch (IOException | IllegalArgumentException e) {
            err.println(described(e));
            err.flush();
            return BAD_INPUT;
        }
    }

    private static String described(Exception e) {
        if (e instanceof NoSuchFileException missing) {
            return missing.getFile() + ": no such file";
        }
        return String.valueOf(e.getMessage());
    }
}
