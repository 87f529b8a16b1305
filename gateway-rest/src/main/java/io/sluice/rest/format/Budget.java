package io.sluice.rest.format;

/** The steps that checking one value may take: what patterns and references of a schema cost is decided by whoever wrote it. */
final class Budget {
    private static final ThreadLocal<Budget> CURRENT = new ThreadLocal<>(); // patterns are told nothing of their caller

    private int left;

    Budget(int steps) {
        this.left = steps;
    }

    /** Takes a step, or gives the check up. */
    void spend() {
        count();
        if (exhausted()) {
            throw new ExhaustedException();
        }
    }

    /** Takes a step where the check cannot be given up. */
    void count() {
        left = Math.max(-1, left - 1);
    }

    /** Whether the check was given up, or should have been. */
    boolean exhausted() {
        return left < 0;
    }

    /** Runs a check whose patterns take their steps from this budget. */
    void run(Runnable check) {
        CURRENT.set(this);
        try {
            check.run();
        } finally {
            CURRENT.remove();
        }
    }

    /** The budget of the check that the thread runs. */
    static Budget current() {
        Budget budget = CURRENT.get();
        if (budget == null) {
            throw new IllegalStateException("no check runs");
        }
        return budget;
    }

    /** The check was given up. */
    static final class ExhaustedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ExhaustedException() {
            super("checking the value takes too many steps", null, false, false);
        }
    }
}
