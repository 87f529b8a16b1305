package io.sluice.record.exchange;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was read of a request so far. */
final class RequestParts {
    @Nullable String timestamp;

    @Nullable String method;

    @Nullable String protocol;

    @Nullable String host;

    @Nullable String url;

    @Nullable String path;

    @Nullable String pathname;

    NamedValues query = NamedValues.NONE;
    NamedValues headers = NamedValues.NONE;

    @Nullable String body;

    @Nullable String bodyAsJson;

    RecordedRequest build() throws InvalidExchangeException {
        if (method == null || method.isEmpty()) {
            throw new InvalidExchangeException("no request.method");
        }
        RecordedTarget target = target();
        String sentTo = host == null ? headers.first("host") : host;
        return new RecordedRequest(
                Timestamps.parse(timestamp),
                method,
                protocol == null ? null : protocol.toLowerCase(Locale.ROOT).replace(":", ""),
                sentTo == null || sentTo.isEmpty() ? null : sentTo,
                target,
                headers,
                ResponseParts.body(body, bodyAsJson));
    }

    /** The path wins over the pathname, and both over the URL, which fills in what else it says. */
    private RecordedTarget target() throws InvalidExchangeException {
        String sent = Objects.requireNonNullElse(path, pathname == null ? "" : pathname);
        String whole = isAbsolute(sent) ? sent : url;
        String rest = whole == null ? null : takeOrigin(whole);
        if (path != null && !isAbsolute(path)) {
            return RecordedTarget.of(path);
        }
        if (path == null && pathname != null && !isAbsolute(pathname)) {
            return RecordedTarget.of(pathname, query);
        }
        if (rest == null) {
            throw new InvalidExchangeException("no request.path, request.pathname or request.url");
        }
        return RecordedTarget.of(rest);
    }

    private static boolean isAbsolute(String text) {
        return text.startsWith("http://") || text.startsWith("https://");
    }

    /** What follows the origin of a URL; the origin tells protocol and host where nothing else does. */
    private String takeOrigin(String whole) {
        int scheme = whole.indexOf("://");
        if (scheme < 0) {
            return whole;
        }
        int start = scheme + 3;
        int end = start;
        while (end < whole.length() && "/?#".indexOf(whole.charAt(end)) < 0) {
            end++;
        }
        protocol = protocol == null ? whole.substring(0, scheme) : protocol;
        String authority = whole.substring(start, end);
        host = host == null ? authority.substring(authority.lastIndexOf('@') + 1) : host;
        return whole.substring(end);
    }
}
