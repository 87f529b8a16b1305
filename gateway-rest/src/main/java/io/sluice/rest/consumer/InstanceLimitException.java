package io.sluice.rest.consumer;

/** There are as many consumer instances as the settings allow. */
public final class InstanceLimitException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    InstanceLimitException(int limit) {
        super("There are " + limit + " consumer instances already, which is the limit");
    }
}
