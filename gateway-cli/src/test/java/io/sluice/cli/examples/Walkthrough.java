package io.sluice.cli.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Does what a README tells its reader to do, in order, and compares. CONTRIBUTING.md has the convention. */
final class Walkthrough implements AutoCloseable {
    private final GatewayRun gateway;
    private final Path root;
    private final List<Command> services = new ArrayList<>();
    private final Deque<Command> background = new ArrayDeque<>();

    Walkthrough(GatewayRun gateway, Path root) {
        this.gateway = gateway;
        this.root = root;
    }

    /** Runs the blocks and returns the number of outputs that were compared. */
    int follow(List<Block> blocks) {
        int compared = 0;
        Block command = null;
        for (Block block : blocks) {
            if (block.is("gateway") || block.is("only")) {
                continue;
            }
            if (block.language().equals("sh")) {
                assertThat(command)
                        .as("%s: the output of the command before is missing", block.place())
                        .isNull();
                command = start(block);
            } else if (block.language().equals("text")) {
                compare(block, command);
                command = block.is("background") ? command : null;
                compared++;
            }
        }
        assertThat(command).as("a command whose output is missing").isNull();
        assertThat(background)
                .as("commands in the background whose output is missing")
                .isEmpty();
        return compared;
    }

    /** Starts what runs beside the rest; what does not is returned, to be run when its expected output is known. */
    private Block start(Block block) {
        if (block.is("service")) {
            services.add(shell(block));
        } else if (block.is("background")) {
            background.add(shell(block));
        } else {
            return block;
        }
        return null;
    }

    private void compare(Block expected, Block command) {
        if (expected.is("background")) {
            assertThat(background)
                    .as("%s: nothing runs in the background", expected.place())
                    .isNotEmpty();
            try (Command ended = background.remove()) {
                requireMatch(expected, outputOf(ended));
            }
            return;
        }
        assertThat(command).as("%s: output of which command?", expected.place()).isNotNull();
        requireMatch(expected, run(command));
    }

    private void requireMatch(Block expected, String output) {
        String text = gateway.localize(expected.text());
        if (!new ExpectedOutput(text).matches(output)) {
            fail("%s: expected%n%s%n%nbut got%n%s%n%nThe gateway printed%n%s"
                    .formatted(expected.place(), text, output, gateway.output()));
        }
    }

    /** A 503 says that nothing was done and to come back, as it does while topics are read at the start. */
    private String run(Block command) {
        List<String> outputs = new ArrayList<>();
        await().atMost(Duration.ofSeconds(20))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    try (Command ended = shell(command)) {
                        outputs.add(outputOf(ended));
                    }
                    return !outputs.get(outputs.size() - 1).startsWith("HTTP/1.1 503");
                });
        return outputs.get(outputs.size() - 1);
    }

    private static String outputOf(Command command) {
        int exitCode = command.await();
        assertThat(exitCode).as(command.output()).isZero();
        return command.output();
    }

    private Command shell(Block block) {
        return Command.shell(gateway.localize(block.text()), root);
    }

    /** Ends what still runs. A service has to end by itself when it is told to. */
    @Override
    public void close() {
        background.forEach(Command::close);
        for (Command service : services) {
            try (service) {
                service.terminate();
            }
        }
    }
}
