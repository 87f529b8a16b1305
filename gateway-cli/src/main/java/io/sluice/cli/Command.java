package io.sluice.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/** One of the things that {@code gateway} can be told to do. Immutable. */
interface Command {

    /** The word that asks for it. */
    String name();

    /** What it does, in a sentence or two. */
    String description();

    /** What it can be told, in the order in which help shows it. */
    List<Option> options();

    /**
     * Does it.
     *
     * @param arguments what it was told
     * @param out for what was asked for
     * @return the exit code
     * @throws io.sluice.config.InvalidConfigException if the configuration cannot run
     * @throws IOException if the configuration cannot be read
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    int run(Arguments arguments, PrintWriter out) throws IOException, InterruptedException;
}
