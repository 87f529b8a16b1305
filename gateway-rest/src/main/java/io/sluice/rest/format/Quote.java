package io.sluice.rest.format;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A value that is refused, as the message shows it: compact JSON, or the beginning of it. */
final class Quote {
    private Quote() {}

    /** Reads the value that begins at the parser's token. */
    static String of(JsonParser value) throws IOException {
        return Failures.quoted(new String(JsonCopy.copy(value), StandardCharsets.UTF_8));
    }
}
