package io.sluice.http.upstream;

/** Which versions of HTTP are spoken to servers. */
public enum UpstreamVersions {
    /** HTTP/1.1. */
    HTTP_1,
    /** HTTP/2: with TLS by ALPN, without it by prior knowledge. */
    HTTP_2,
    /** With TLS what client and server agree on, HTTP/2 first; without it HTTP/1.1. */
    BOTH
}
