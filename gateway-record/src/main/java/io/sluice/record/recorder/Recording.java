package io.sluice.record.recorder;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * One recorded exchange, as a sink sees it: after redaction. Only valid during {@link RecordingSink#write}, and only on the
 * thread that calls it.
 */
public interface Recording {

    /** The {@code host} of the record: that of the Host field with its port; never empty. */
    String host();

    /** {@code http} or {@code https}. */
    String protocol();

    /** The method in lower case. */
    String method();

    /** The path without its query, as sent. */
    String pathname();

    /** The path of the route's condition as configured, such as <code>/items/{id}</code>; {@code none} without a route. */
    String route();

    /** Who sent the request; empty when nobody knows. */
    String identity();

    /** The first value of a request's header field, its name in lower case; null when absent. */
    @Nullable String header(String name);

    /** The status in the record; 499 if there was no response. */
    int status();

    /** When the request arrived, in milliseconds since the epoch. */
    long requestMillis();

    /** The request's id. */
    String requestId();

    /** The trace's id, 32 hexadecimal digits; null outside of any trace. */
    @Nullable String traceId();

    /** The span of the exchange as a {@code traceparent} field; null outside of any trace. */
    @Nullable String traceParent();

    /** The length of {@link #json}, in bytes. */
    int size();

    /** The record, one line of JSON in UTF-8 without its end of line. A new array that the caller may keep. */
    byte[] json();

    /** Writes what {@link #json} returns. */
    void writeTo(OutputStream out) throws IOException;

    /** The record without its bodies, which it lists as truncated. A new array that the caller may keep. */
    byte[] jsonWithoutBodies();
}
