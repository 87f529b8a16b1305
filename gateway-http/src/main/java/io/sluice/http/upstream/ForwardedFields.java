package io.sluice.http.upstream;

import io.sluice.config.ForwardedMode;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the server is told about the client and how it came: {@code Forwarded} (RFC 7239), the {@code X-Forwarded} fields
 * that came before it, and {@code Via} (RFC 9110 section 7.6.3).
 */
final class ForwardedFields {
    private static final String PREFIX = "x-forwarded-";
    private static final String FOR = "x-forwarded-for";
    private static final String PROTO = "x-forwarded-proto";
    private static final String HOST = "x-forwarded-host";
    private static final String FORWARDED = "forwarded";
    private static final String REAL_IP = "x-real-ip";
    private static final String VIA = "via";
    private static final String HERE = "1.1 sluice";

    private final ForwardedMode mode;

    ForwardedFields(ForwardedMode mode) {
        this.mode = mode;
    }

    /** Whether a field of the request is made anew here, or dropped, rather than passed on; its name in lower case. */
    boolean replaces(String name) {
        return switch (mode) {
            case OFF -> false;
            case APPEND -> name.equals(FOR) || name.equals(FORWARDED) || name.equals(VIA);
            case REPLACE ->
                name.startsWith(PREFIX) || name.equals(FORWARDED) || name.equals(REAL_IP) || name.equals(VIA);
        };
    }

    /** Adds what is told. */
    void addTo(HttpFields.Builder fields, HttpRequest request, @Nullable InetSocketAddress peer) {
        if (mode == ForwardedMode.OFF) {
            return;
        }
        boolean append = mode == ForwardedMode.APPEND;
        String address = address(peer);
        fields.add(FOR, joined(append, request.headers(FOR), address));
        fields.add(FORWARDED, joined(append, request.headers(FORWARDED), element(request, address)));
        if (!append || request.header(PROTO) == null) {
            fields.add(PROTO, request.scheme());
        }
        if ((!append || request.header(HOST) == null) && !request.authority().isEmpty()) {
            fields.add(HOST, request.authority());
        }
        // Who has passed the request on before is no claim about its sender.
        fields.add(VIA, joined(true, request.headers(VIA), HERE));
    }

    private static String joined(boolean append, List<String> before, String last) {
        List<String> all = new ArrayList<>(append ? before : List.of());
        all.add(last);
        return String.join(", ", all);
    }

    private static String address(@Nullable InetSocketAddress peer) {
        InetAddress address = peer == null ? null : peer.getAddress();
        if (address == null) {
            return "unknown";
        }
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    private static String element(HttpRequest request, String address) {
        String node = address.indexOf(':') >= 0 ? "\"[" + address + "]\"" : address;
        String host = request.authority().isEmpty() ? "" : ";host=" + quoted(request.authority());
        return "for=" + node + host + ";proto=" + request.scheme();
    }

    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
