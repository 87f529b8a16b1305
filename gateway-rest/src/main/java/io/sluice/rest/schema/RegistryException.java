package io.sluice.rest.schema;

/** A registry refused something, or did not answer. The message is fit for clients: it names no address. */
public final class RegistryException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final int errorCode;

    private RegistryException(int status, int errorCode, String message, Throwable cause) {
        super(message, cause);
        this.status = status;
        this.errorCode = errorCode;
    }

    private RegistryException(int status, int errorCode, String message) {
        super(message);
        this.status = status;
        this.errorCode = errorCode;
    }

    /** The registry answered with an error. */
    static RegistryException refused(int status, int errorCode, String text) {
        return new RegistryException(status, errorCode, text + "; error code: " + errorCode);
    }

    /** There was no answer. */
    static RegistryException unreachable(String message, Throwable cause) {
        return new RegistryException(0, 0, message, cause);
    }

    /** There was an answer that makes no sense, or the question was not asked. */
    static RegistryException failed(String message) {
        return new RegistryException(0, 0, message);
    }

    /** Whether the registry does not have what was asked for. */
    public boolean isMissing() {
        return status == 404;
    }

    /** Whether the registry does not let the gateway, or this sender, do it. */
    public boolean isForbidden() {
        return errorCode == 40301;
    }
}
