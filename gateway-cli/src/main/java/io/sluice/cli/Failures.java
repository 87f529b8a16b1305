package io.sluice.cli;

import io.sluice.config.ConfigProblem;
import io.sluice.config.InvalidConfigException;
import io.sluice.http.ListenException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says in words what kept a command from being done; a stack trace is for defects only. */
final class Failures implements IExecutionExceptionHandler {
    private static final int FAILED = 1;
    private static final int BAD_INPUT = 2;

    /** What is to be said of a failure, by lines. */
    static List<String> lines(Exception failure) {
        if (failure instanceof InvalidConfigException e) {
            return e.problems().stream().map(ConfigProblem::toString).toList();
        }
        return List.of(isDefect(failure) ? failure.toString() : String.valueOf(failure.getMessage()));
    }

    /** Whether nobody but us can do something about it. */
    static boolean isDefect(Exception failure) {
        return !(failure instanceof InvalidConfigException
                || failure instanceof ConfigSourceException
                || failure instanceof ListenException
                || failure instanceof AccessLogException
                || failure instanceof DevModeException);
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult result) {
        PrintWriter err = command.getErr();
        if (isDefect(failure)) {
            failure.printStackTrace(err);
            return FAILED;
        }
        lines(failure).forEach(err::println);
        if (failure instanceof InvalidConfigException e) {
            long errors = e.problems().stream().filter(ConfigProblem::isError).count();
            err.println(errors == 1 ? "1 error" : errors + " errors");
        }
        boolean badInput = failure instanceof InvalidConfigException || failure instanceof ConfigSourceException;
        return badInput ? BAD_INPUT : FAILED;
    }
}
