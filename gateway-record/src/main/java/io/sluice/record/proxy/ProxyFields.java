package io.sluice.record.proxy;

import java.util.Set;

/** Fields, in lower case, that are between a client and the proxy and not between a client and a server. */
final class ProxyFields {
    static final String VIA = "via";

    /** What says how a request is to be sent on. */
    static final Set<String> SCHEME = Set.of("x-hmt-scheme", "x-meeshkan-scheme");

    /** What belongs to a connection (RFC 9110 section 7.6.1). */
    static final Set<String> CONNECTION = Set.of("connection", "keep-alive", "proxy-connection", "transfer-encoding");

    private ProxyFields() {}

    /** Whether the request would have had a field without the proxy. */
    static boolean isServers(String name) {
        return !name.equals(VIA) && !SCHEME.contains(name) && !CONNECTION.contains(name);
    }
}
