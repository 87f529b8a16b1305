package io.sluice.http;

/** Why a server cannot listen on its address; the message names the address and the way out. */
public final class ListenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** An exception with the failure of the network. */
    public ListenException(String message, Throwable cause) {
        super(message, cause);
    }
}
