package io.sluice.bench;

import io.sluice.dev.DevBroker;
import io.sluice.dev.DevBrokerOptions;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The broker of a run, in a process of its own; its data goes with it.
 *
 * <p>Prints {@code ready HOST:PORT} and ends when its standard input does, so that it never outlives the bench.
 */
final class BrokerMain {
    private BrokerMain() {}

    /** Runs until standard input ends. */
    public static void main(String[] arguments) throws IOException {
        // What the produce cases write is deleted soon: a run writes more than a small disk holds.
        DevBrokerOptions options = DevBrokerOptions.defaults()
                .with("log.retention.check.interval.ms", "3000")
                .with("log.segment.delete.delay.ms", "500");
        DevBroker broker = DevBroker.ephemeral(options);
        // However the process is told to end, its data is not left behind.
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "end of the broker"));
        System.out.println("ready " + broker.bootstrap());
        System.in.transferTo(OutputStream.nullOutputStream());
        System.exit(0);
    }
}
