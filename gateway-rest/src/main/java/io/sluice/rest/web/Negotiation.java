package io.sluice.rest.web;

import io.sluice.engine.http.HttpRequest;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Chooses media types as the REST Proxy does. Stateless. */
final class Negotiation {
    private Negotiation() {}

    /**
     * The type of the response.
     *
     * @param offered in the order of preference
     * @return with the parameters that the client named it with; null if it takes none of them
     */
    static @Nullable String response(HttpRequest request, List<String> offered) {
        List<String> accept = request.headers("accept");
        if (isBlank(accept)) {
            return offered.get(0);
        }
        List<MediaRange> ranges = MediaRange.parse(accept);
        for (MediaRange range : ranges) {
            for (String type : offered) {
                if (range.takes(type)) {
                    return range.isExact() ? type + range.parameters() : type;
                }
            }
        }
        return null;
    }

    private static boolean isBlank(List<String> fields) {
        for (String field : fields) {
            if (!field.isBlank()) {
                return false;
            }
        }
        return true;
    }

    /**
     * The type of the request's body among those that are taken.
     *
     * @return without parameters; empty when the client does not say; null if it is none of them
     */
    static @Nullable String request(HttpRequest request, List<String> taken) {
        String sent = request.header("content-type");
        if (sent == null || sent.isBlank()) {
            return "";
        }
        int parameters = sent.indexOf(';');
        String type = (parameters < 0 ? sent : sent.substring(0, parameters)).strip();
        String known = type.toLowerCase(Locale.ROOT);
        return taken.contains(known) ? known : null;
    }

    /** The type of an error before the type of the response is known: the first that both sides speak. */
    static String error(HttpRequest request) {
        return MediaRange.parse(request.headers("accept")).stream()
                .map(range -> range.type() + "/" + range.subtype())
                .filter(type -> type.equals(MediaTypes.PLAIN_JSON) || type.equals(MediaTypes.V2))
                .findFirst()
                .orElse(MediaTypes.PLAIN_JSON);
    }

    /** A media type without its parameters. */
    static String bare(String mediaType) {
        int parameters = mediaType.indexOf(';');
        return parameters < 0 ? mediaType : mediaType.substring(0, parameters);
    }
}
