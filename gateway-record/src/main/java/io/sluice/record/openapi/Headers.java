package io.sluice.record.openapi;

import java.util.Set;
import java.util.regex.Pattern;

/** Which header fields belong to an API rather than to HTTP, to the way there, or to who is asking. */
final class Headers {
    private static final Set<String> STANDARD = Set.of(
            "accept",
            "accept-charset",
            "accept-encoding",
            "accept-language",
            "accept-ranges",
            "age",
            "allow",
            "alt-svc",
            "alt-used",
            "authorization",
            "cache-control",
            "connection",
            "content-encoding",
            "content-language",
            "content-length",
            "content-location",
            "content-md5",
            "content-range",
            "content-security-policy",
            "content-security-policy-report-only",
            "content-type",
            "cookie",
            "date",
            "dnt",
            "etag",
            "expect",
            "expires",
            "forwarded",
            "from",
            "host",
            "http2-settings",
            "if-match",
            "if-modified-since",
            "if-none-match",
            "if-range",
            "if-unmodified-since",
            "keep-alive",
            "last-modified",
            "link",
            "location",
            "max-forwards",
            "nel",
            "origin",
            "permissions-policy",
            "pragma",
            "prefer",
            "priority",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "range",
            "referer",
            "referrer-policy",
            "refresh",
            "report-to",
            "retry-after",
            "save-data",
            "server",
            "server-timing",
            "set-cookie",
            "strict-transport-security",
            "te",
            "timing-allow-origin",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "upgrade-insecure-requests",
            "user-agent",
            "vary",
            "via",
            "warning",
            "www-authenticate",
            "x-content-type-options",
            "x-correlation-id",
            "x-dns-prefetch-control",
            "x-download-options",
            "x-frame-options",
            "x-permitted-cross-domain-policies",
            "x-powered-by",
            "x-real-ip",
            "x-request-id",
            "x-requested-with",
            "x-runtime",
            "x-ua-compatible",
            "x-xss-protection");
    private static final Set<String> TRACING = Set.of(
            "traceparent",
            "tracestate",
            "baggage",
            "b3",
            "x-amzn-trace-id",
            "x-cloud-trace-context",
            "uber-trace-id",
            "elastic-apm-traceparent",
            "x-ot-span-context",
            "sentry-trace",
            "newrelic",
            "grpc-trace-bin");
    private static final Pattern PREFIXED =
            Pattern.compile("(access-control-|sec-|x-forwarded-|x-b3-|x-envoy-|x-datadog-|cf-|x-hmt-|x-meeshkan-"
                    + "|x-amz-cf-|cdn-|x-vercel-|fly-|uberctx-|cross-origin-).*");

    private Headers() {}

    /** Whether a field, in lower case, is one that an API's own description should name. */
    static boolean isOwn(String name) {
        return !STANDARD.contains(name)
                && !TRACING.contains(name)
                && !PREFIXED.matcher(name).matches()
                && !Credentials.isKeyHeader(name)
                && isToken(name);
    }

    private static boolean isToken(String name) {
        return name.chars().allMatch(c -> c > ' ' && c < 0x7f && "()<>@,;:\\\"/[]?={}".indexOf(c) < 0);
    }
}
