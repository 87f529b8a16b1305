package io.sluice.rest.consumer;

/** There are as many consumer instances, or readers, as the settings allow. */
public final class InstanceLimitException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    InstanceLimitException(int limit, String what) {
        super("There are " + limit + ' ' + what + " already, which is the limit");
    }
}
