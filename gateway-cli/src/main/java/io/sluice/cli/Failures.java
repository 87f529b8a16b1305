package io.sluice.cli;

import io.sluice.config.ConfigProblem;
import io.sluice.config.InvalidConfigException;
import io.sluice.http.ListenException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says in words what kept a command from being done; a stack trace is for defects only. */
final class Failures implements IExecutionExceptionHandler {
    private static final int FAILED = 1;
    private static final int BAD_INPUT = 2;

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult result) {
        PrintWriter err = command.getErr();
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
        if (failure instanceof ListenException
                || failure instanceof DevModeException
                || failure instanceof AccessLogException) {
            err.println(failure.getMessage());
            return FAILED;
        }
        failure.printStackTrace(err);
        return FAILED;
    }
}
