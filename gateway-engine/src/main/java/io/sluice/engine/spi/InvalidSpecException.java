package io.sluice.engine.spi;

/** A cluster cannot do what a specification asks; the message is for the configuration's author. */
public final class InvalidSpecException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what is wrong. */
    public InvalidSpecException(String message) {
        super(message);
    }
}
