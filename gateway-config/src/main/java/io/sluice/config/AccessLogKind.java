package io.sluice.config;

/** Whether requests are logged, and how: {@code options.access-log} of an {@code http} server. */
public enum AccessLogKind {
    /** They are not. */
    OFF,
    /** In the common log format. */
    COMMON,
    /** As JSON, one object in a line. */
    JSON
}
