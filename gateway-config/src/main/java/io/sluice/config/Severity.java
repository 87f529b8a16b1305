package io.sluice.config;

/** How bad a {@link ConfigProblem} is. */
public enum Severity {
    /** The configuration cannot run. */
    ERROR,
    /** The configuration runs, but not everything it says has an effect. */
    WARNING
}
