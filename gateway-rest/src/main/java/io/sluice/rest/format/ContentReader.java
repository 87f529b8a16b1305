package io.sluice.rest.format;

/** Reads the bytes of keys and values in one format. */
interface ContentReader {
    /**
     * Decodes a key or value.
     *
     * @throws UnreadableException if the bytes are not of this format
     */
    Content read(byte[] bytes) throws UnreadableException;

    /** Says why bytes cannot be shown in a format. */
    final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableException(String message) {
            super(message, null, false, false);
        }
    }
}
