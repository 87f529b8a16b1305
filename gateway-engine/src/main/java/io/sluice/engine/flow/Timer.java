package io.sluice.engine.flow;

/** A scheduled action that has not run yet. */
@FunctionalInterface
public interface Timer {

    /** Keeps the action from running, if it has not started. Any thread; more than once is harmless. */
    void cancel();
}
