package io.sluice.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A command that runs to its end. */
final class Command {
    private Command() {}

    /**
     * What a command prints, errors included.
     *
     * @throws BenchFailure if it cannot run or fails
     */
    static String output(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new BenchFailure(command.get(0) + " ended with " + status + ": " + printed.strip());
            }
            return printed;
        } catch (IOException e) {
            throw new BenchFailure("Cannot run " + command.get(0) + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("Interrupted while running " + command.get(0), e);
        }
    }
}
