package io.sluice.rest.consumer;

/** The consumer instance was deleted, or expired, while something was done with it. */
public final class InstanceClosedException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    InstanceClosedException(String group, String name) {
        super("The consumer instance " + name + " of the group " + group + " has been closed");
    }
}
