package io.sluice.http.upstream;

import io.sluice.engine.http.Problem;
import io.sluice.engine.http.ProblemType;
import java.util.Locale;

/**
 * Why a request got no answer from its server, and what its client is told: nothing about where the server is, which the log
 * says.
 */
enum Fault {
    UNRESOLVED(ProblemType.UPSTREAM_UNREACHABLE, "The name of the server cannot be resolved."),
    FORBIDDEN(ProblemType.UPSTREAM_FORBIDDEN, "The gateway's rules allow none of the server's addresses."),
    REFUSED(ProblemType.UPSTREAM_UNREACHABLE, "The server takes no connection."),
    UNTRUSTED(ProblemType.UPSTREAM_UNREACHABLE, "No trusted TLS connection to the server can be made."),
    CONNECT_TIMEOUT(ProblemType.UPSTREAM_TIMEOUT, "The server takes no connection in time."),
    NO_PLACE(ProblemType.OVERLOADED, "All connections to the server are in use; nothing was sent to it."),
    CLOSED(ProblemType.UPSTREAM_FAILED, "The server closed the connection without an answer."),
    MALFORMED(ProblemType.UPSTREAM_FAILED, "The server's answer is not valid HTTP."),
    REQUEST_TIMEOUT(ProblemType.UPSTREAM_TIMEOUT, "The server stopped taking the request."),
    RESPONSE_TIMEOUT(ProblemType.UPSTREAM_TIMEOUT, "The server did not answer in time."),
    STOPPING(ProblemType.STOPPING, "The gateway is stopping; nothing was sent to the server.");

    private final ProblemType type;
    private final String detail;

    Fault(ProblemType type, String detail) {
        this.type = type;
        this.detail = detail;
    }

    /** In metrics and logs. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What kind of problem its client has. */
    ProblemType type() {
        return type;
    }

    /** What its client is told. */
    Problem problem() {
        return Problem.of(type, detail);
    }
}
