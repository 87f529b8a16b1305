package io.sluice.http;

/** The versions of HTTP that a server speaks ({@code options.versions}). */
public enum HttpVersions {
    HTTP_1_1,
    HTTP_2,
    BOTH;

    /** These versions; at least one. */
    public static HttpVersions of(boolean http1, boolean http2) {
        if (!http1 && !http2) {
            throw new IllegalArgumentException("a server speaks at least one version");
        }
        return http1 && http2 ? BOTH : http1 ? HTTP_1_1 : HTTP_2;
    }

    boolean http1() {
        return this != HTTP_2;
    }

    boolean http2() {
        return this != HTTP_1_1;
    }
}
