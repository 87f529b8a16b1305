package io.sluice.engine.http;

/** Carries a {@link Problem} out of a parser or a lookup; the only exception that does. It has no stack trace. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /** Wraps a problem. */
    public ProblemException(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    /** Wraps a problem without fields of its own. */
    public ProblemException(ProblemType type, String detail) {
        this(Problem.of(type, detail));
    }

    /** What to tell the client. */
    public Problem problem() {
        return problem;
    }
}
