package io.sluice.record.recorder;

import java.util.Locale;

/** Why an exchange that was to be recorded was not. */
public enum DropReason {
    /** The recorder had not kept up: as many exchanges, or bytes of them, were waiting as may. */
    QUEUE_FULL,
    /** The sink failed, or had no room. */
    SINK,
    /** It is larger than the queue or the sink can take. */
    TOO_LARGE,
    /** The recorder was closed before it got to it. */
    CLOSED,
    /** The http-types format does not have the request's method. */
    METHOD;

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The name in metrics and logs, such as {@code queue-full}. */
    public String label() {
        return label;
    }
}
