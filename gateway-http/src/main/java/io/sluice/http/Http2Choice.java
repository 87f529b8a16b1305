package io.sluice.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http2.Http2UpgradeHandler;
import io.undertow.util.HeaderValues;
import io.undertow.util.HttpString;
import java.util.Base64;

/**
 * HTTP/2 without TLS for who asks for it: by prior knowledge, or with an upgrade field (RFC 7540 section 3.2). A request that
 * cannot be upgraded is answered in HTTP/1.1, which a server is free to do (RFC 9110 section 7.8). Called on I/O threads.
 *
 * <p>Undertow's handler answers 500 where a request with a body breaks off, which it reads into a buffer of its own, or where
 * the settings are malformed; neither is let through to it.
 */
final class Http2Choice implements HttpHandler {
    private static final HttpString PRI = new HttpString("PRI");
    private static final HttpString SETTINGS = new HttpString("HTTP2-Settings");
    private static final int SETTING_BYTES = 6;

    private final HttpHandler upgrade;
    private final HttpHandler handler;

    Http2Choice(HttpHandler handler) {
        this.upgrade = new Http2UpgradeHandler(handler);
        this.handler = handler;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        boolean http2 = exchange.getRequestMethod().equals(PRI) || mayUpgrade(exchange);
        (http2 ? upgrade : handler).handleRequest(exchange);
    }

    private static boolean mayUpgrade(HttpServerExchange exchange) {
        HeaderValues settings = exchange.getRequestHeaders().get(SETTINGS);
        return settings != null
                && settings.size() == 1
                && exchange.isRequestComplete()
                && isSettings(settings.getFirst());
    }

    private static boolean isSettings(String encoded) {
        try {
            return Base64.getUrlDecoder().decode(encoded).length % SETTING_BYTES == 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
