package io.sluice.http.upstream;

/** A response that is not HTTP as RFC 9112 has it. Its message says what is wrong and quotes nothing. */
final class MalformedResponseException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedResponseException(String message) {
        super(message, null, false, false);
    }
}
