package io.sluice.engine.http;

/**
 * The kinds of problem that the gateway itself reports, each with its stable {@code type} (RFC 9457 section 3.1.1).
 *
 * <p>The list is public API: {@code docs/http-behaviour.md} explains each to the client's developer.
 */
public enum ProblemType {
    BAD_REQUEST(400, "bad-request", "The request is malformed"),
    NO_ROUTE(404, "no-route", "No route matches the request"),
    NOT_FOUND(404, "not-found", "There is no such resource"),
    METHOD_NOT_ALLOWED(405, "method-not-allowed", "The resource does not support the method"),
    UNAUTHENTICATED(401, "unauthenticated", "Credentials are missing or not valid"),
    FORBIDDEN(403, "forbidden", "The credentials do not grant the required role"),
    ORIGIN_FORBIDDEN(403, "origin-forbidden", "Pages of this origin may not use the server"),
    SENDER_REFUSED(403, "sender-refused", "Kafka does not accept the sender's credentials"),
    TOPIC_DENIED(403, "topic-denied", "The sender has no right to the Kafka topic behind the resource"),
    REQUEST_TIMEOUT(408, "request-timeout", "The request did not come in time"),
    UPSTREAM_FORBIDDEN(403, "upstream-forbidden", "The gateway may not connect to this server"),
    BODY_TOO_LARGE(413, "body-too-large", "The request body is too large"),
    RECORD_TOO_LARGE(413, "record-too-large", "Kafka does not accept a record of this size"),
    TARGET_TOO_LONG(414, "target-too-long", "The request target is too long"),
    FIELDS_TOO_LARGE(431, "fields-too-large", "The request header fields are too large"),
    EXPECTATION_FAILED(417, "expectation-failed", "The server does not meet the expectation"),
    MISDIRECTED(421, "misdirected", "The request was meant for another server"),
    RECORD_INVALID(422, "record-invalid", "Kafka does not accept the record"),
    INTERNAL(500, "internal", "The gateway failed"),
    TOPIC_MISSING(502, "topic-missing", "The Kafka topic behind the resource does not exist"),
    TOPIC_FORBIDDEN(502, "topic-forbidden", "The gateway is not allowed on the Kafka topic behind the resource"),
    REPLY_INVALID(502, "reply-invalid", "The service's reply is not a valid HTTP response"),
    UPSTREAM_UNREACHABLE(502, "upstream-unreachable", "The server behind the resource cannot be reached"),
    UPSTREAM_FAILED(502, "upstream-failed", "The server behind the resource gave no valid answer"),
    NOT_READY(503, "not-ready", "The gateway is still reading the data behind the resource"),
    KEYS_UNAVAILABLE(503, "keys-unavailable", "The gateway cannot check credentials at present"),
    OVERLOADED(503, "overloaded", "The gateway has no room for the request"),
    KAFKA_UNAVAILABLE(503, "kafka-unavailable", "Kafka cannot be reached"),
    STOPPING(503, "stopping", "The gateway is stopping"),
    TIMEOUT(504, "timeout", "No answer came in time"),
    UPSTREAM_TIMEOUT(504, "upstream-timeout", "The server behind the resource did not answer in time"),
    VERSION_NOT_SUPPORTED(505, "version-not-supported", "The server does not speak this version of HTTP");

    private final int status;
    private final String uri;
    private final String title;

    ProblemType(int status, String name, String title) {
        this.status = status;
        this.uri = "urn:sluice:problem:" + name;
        this.title = title;
    }

    /** The HTTP status it is reported with. */
    public int status() {
        return status;
    }

    /** The value of {@code type}. */
    public String uri() {
        return uri;
    }

    /** The value of {@code title}. */
    public String title() {
        return title;
    }
}
