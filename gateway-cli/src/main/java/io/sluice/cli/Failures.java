package io.sluice.cli;

import io.sluice.config.ConfigProblem;
import io.sluice.config.InvalidConfigException;
import io.sluice.http.ListenException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;

/** Says in words what kept a command from being done; a stack trace is for defects only. Stateless. */
final class Failures {
    /** The exit code for a command line or a configuration that is wrong. */
    static final int BAD_INPUT = 2;

    private static final int FAILED = 1;

    private Failures() {}

    /** Says why a command failed and returns the exit code for it. */
    static int report(Exception failure, PrintWriter err) {
        if (failure instanceof InvalidConfigException e) {
            e.problems().forEach(err::println);
            long errors = e.problems().stream().filter(ConfigProblem::isError).count();
            err.println(errors == 1 ? "1 error" : errors + " errors");
            return BAD_INPUT;
        }
        if (failure instanceof NoSuchFileException e) {
            err.println(e.getFile() + ": no such file; name one with -c FILE");
            return BAD_INPUT;
        }
        if (failure instanceof ListenException || failure instanceof DevModeException) {
            err.println(failure.getMessage());
            return FAILED;
        }
        failure.printStackTrace(err);
        return FAILED;
    }
}
