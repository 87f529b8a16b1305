package io.sluice.kafka.produce;

import io.sluice.engine.http.ConnectionFields;
import io.sluice.engine.http.EntityTags;
import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.spi.HeaderSpec;
import io.sluice.engine.spi.ProduceSpec;
import io.sluice.engine.spi.ReplySpec;
import io.sluice.engine.template.TemplateScope;
import io.sluice.engine.trace.TraceContext;
import io.sluice.kafka.fetch.Etag;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Makes a record's headers of a request. Immutable; any thread. */
final class RecordMapper {
    private static final Set<String> NEVER_COPIED = ConnectionFields.and("expect", "host", "prefer");
    private static final Set<String> CREDENTIALS = Set.of("authorization", "cookie", "proxy-authorization");

    private final ProduceSpec spec;
    private final boolean overridesParent;
    private final boolean overridesState;

    RecordMapper(ProduceSpec spec) {
        this.spec = spec;
        this.overridesParent = overrides(spec, TraceContext.PARENT);
        this.overridesState = overridesParent || overrides(spec, TraceContext.STATE); // the state of another span
    }

    private static boolean overrides(ProduceSpec spec, String header) {
        return spec.overrides().stream().anyMatch(override -> override.name().equalsIgnoreCase(header));
    }

    /**
     * One-way: the content type, the trace and the overrides.
     *
     * @param trace what consumers have as their caller; null for none
     */
    Headers oneWay(HttpRequest request, TemplateScope scope, @Nullable TraceContext trace) {
        var headers = new RecordHeaders();
        String contentType = request.header("content-type");
        if (contentType != null) {
            add(headers, "content-type", contentType);
        }
        addTrace(headers, trace);
        addOverrides(headers, scope);
        return headers;
    }

    /**
     * With a reply: the request line, every field that is not about the connection, where to reply, the overrides, and
     * last the correlation id.
     *
     * @param trace what consumers have as their caller, in the place of what the request says; null to leave it at that
     */
    Headers correlated(
            HttpRequest request, TemplateScope scope, ReplySpec reply, String replyTo, @Nullable TraceContext trace) {
        var headers = new RecordHeaders();
        add(headers, ":scheme", request.scheme());
        add(headers, ":method", request.method());
        add(headers, ":path", request.target());
        add(headers, ":authority", authority(request));
        Set<String> options = connectionOptions(request);
        request.forEachHeader((name, value) -> {
            if (name.equals("if-match")) {
                add(headers, name, ifMatch(value));
            } else if (!isLeftOut(name, reply) && !options.contains(name) && !isReplaced(name, trace)) {
                add(headers, name, value);
            }
        });
        addTrace(headers, trace);
        add(headers, reply.replyToHeader(), replyTo);
        addOverrides(headers, scope);
        add(headers, reply.correlationIdHeader(), String.valueOf(scope.correlationId()));
        return headers;
    }

    private void addTrace(Headers headers, @Nullable TraceContext trace) {
        if (trace == null || overridesParent) {
            return;
        }
        add(headers, TraceContext.PARENT, trace.parent().text());
        String state = trace.state();
        if (state != null && !overridesState) {
            add(headers, TraceContext.STATE, state);
        }
    }

    /** Whether there is something else in the place of this field of the request: there is one trace. */
    private boolean isReplaced(String name, @Nullable TraceContext trace) {
        return switch (name) {
            case TraceContext.PARENT -> trace != null || overridesParent;
            case TraceContext.STATE -> trace != null || overridesState;
            default -> false;
        };
    }

    private void addOverrides(Headers headers, TemplateScope scope) {
        for (HeaderSpec override : spec.overrides()) {
            add(headers, override.name(), override.value().render(scope));
        }
    }

    /** What the connection, this gateway and the sender's credentials keep to themselves. */
    private static boolean isLeftOut(String name, ReplySpec reply) {
        return NEVER_COPIED.contains(name)
                || (CREDENTIALS.contains(name) && !reply.includeHeaders().contains(name))
                || name.equalsIgnoreCase(reply.replyToHeader()) // nobody else says where replies go
                || name.equalsIgnoreCase(reply.correlationIdHeader());
    }

    /** The lower-case names of fields that the client means for this connection only (RFC 9110 section 7.6.1). */
    private static Set<String> connectionOptions(HttpRequest request) {
        if (request.header("connection") == null) {
            return Set.of();
        }
        Set<String> options = new HashSet<>();
        for (String value : request.headers("connection")) {
            for (String option : value.split(",", -1)) {
                options.add(option.strip().toLowerCase(Locale.ROOT));
            }
        }
        return options;
    }

    private static String authority(HttpRequest request) {
        String authority = request.authority();
        boolean hasPort = authority.lastIndexOf(':') > authority.lastIndexOf(']');
        if (authority.isEmpty() || hasPort) {
            return authority;
        }
        return authority + (request.scheme().equals("https") ? ":443" : ":80");
    }

    /**
     * What a service gets to see of {@code If-Match}: its own tag, if the client sends one tag that a fetch made of it;
     * else the value as it is, so that a condition is never lost.
     */
    static String ifMatch(String value) {
        String tag = value.strip();
        if (tag.length() >= 2 && tag.startsWith("\"") && tag.indexOf('"', 1) == tag.length() - 1) {
            tag = EntityTags.decode(tag.substring(1, tag.length() - 1));
        }
        @Nullable String suffix = Etag.suffix(tag);
        return suffix == null ? value : suffix;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
