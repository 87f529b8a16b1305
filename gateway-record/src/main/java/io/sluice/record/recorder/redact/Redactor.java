package io.sluice.record.recorder.redact;

import io.sluice.config.Secret;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Masks secrets in the parts of an exchange. What is returned is the same object where nothing was masked, and otherwise
 * equal to what was handed in but for the secrets. One thread.
 */
public final class Redactor {
    /** The schemes after which an {@code authorization} field's credentials begin; other first words may be secret. */
    private static final Set<String> SCHEMES = Set.of(
            "apikey",
            "aws4-hmac-sha256",
            "basic",
            "bearer",
            "digest",
            "dpop",
            "gnap",
            "hawk",
            "hmac",
            "hoba",
            "mutual",
            "negotiate",
            "ntlm",
            "oauth",
            "privatetoken",
            "scram-sha-1",
            "scram-sha-256",
            "sharedkey",
            "token",
            "vapid");

    private static final int LONGEST_SCHEME = 16;

    private final boolean off;
    private final boolean defaults;
    private final boolean hasPaths;
    private final SecretNames headers;
    private final Mask mask;
    private final ValueScanner values;
    private final TextPairs pairs;
    private final Patterns patterns;
    private final FormPairs form;
    private final JsonMasker json;
    private final Cookies cookies;
    private final Multipart multipart;

    /** A redactor. */
    public Redactor(RedactionSettings settings) {
        this.off = settings.equals(RedactionSettings.OFF);
        this.defaults = settings.defaults();
        this.hasPaths = !settings.jsonPaths().isEmpty();
        this.headers = new SecretNames(defaults, settings.headers(), settings.kept());
        var parameters = new SecretNames(defaults, settings.parameters(), settings.kept());
        var members = new SecretNames(defaults, Set.of(), settings.kept());
        Secret key = settings.hashKey();
        this.mask = new Mask(key);
        this.values = new ValueScanner(mask);
        this.pairs = new TextPairs(parameters, mask);
        this.patterns = new Patterns(settings.patterns(), mask);
        this.form = new FormPairs(parameters, mask, this::embedded);
        this.json = new JsonMasker(members, mask, new JsonTexts(), settings.jsonPaths());
        this.cookies = new Cookies(mask);
        this.multipart = new Multipart(parameters, mask);
    }

    /**
     * The value of a header field.
     *
     * @param name in lower case
     */
    public String field(String name, String value) {
        if (off || value.isEmpty()) {
            return value;
        }
        if (!headers.contain(name)) {
            return text(value);
        }
        return switch (name) {
            case "cookie" -> cookies.sent(value);
            case "set-cookie" -> cookies.set(value);
            default -> credentials(value);
        };
    }

    /** Credentials, of which the scheme is kept. */
    private String credentials(String value) {
        int space = value.indexOf(' ');
        if (space > 0
                && space <= LONGEST_SCHEME
                && SCHEMES.contains(value.substring(0, space).toLowerCase(Locale.ROOT))) {
            String rest = value.substring(space + 1).strip();
            return rest.isEmpty() ? value : value.substring(0, space + 1) + mask.of(rest);
        }
        return mask.of(value);
    }

    /** Any text that is on one line. */
    public String text(String text) {
        return off ? text : text(text, Characters.of(text), false);
    }

    private String text(String text, int kinds, boolean cut) {
        String masked = (kinds & Characters.SEPARATOR) == 0 ? text : pairs.mask(text);
        if (defaults && (kinds & Characters.TRIGGER) != 0) {
            masked = values.mask(masked, cut);
        }
        return patterns.isEmpty() ? masked : patterns.mask(masked);
    }

    /** The path of a target, without its query. */
    public String pathname(String path) {
        if (off) {
            return path;
        }
        int kinds = Characters.of(path);
        String masked = text(path, kinds, false);
        if ((kinds & Characters.PERCENT) == 0) {
            return masked;
        }
        String decoded = PercentText.decode(masked, false);
        String shown = text(decoded, Characters.of(decoded), false);
        return shown.equals(decoded) ? masked : encoded(shown);
    }

    /** A path that was decoded: where its segments ended cannot be told any more from slashes within them. */
    private static String encoded(String path) {
        return Arrays.stream(path.split("/", -1)).map(PercentText::encode).collect(Collectors.joining("/"));
    }

    /**
     * A query, as it was sent.
     *
     * @param taker gets each name and value, decoded once and masked
     */
    public String query(String query, BiConsumer<String, String> taker) {
        return form.mask(query, taker);
    }

    /**
     * A body; null if it cannot be masked because it is not what it says it is.
     *
     * @param contentType of its head; null if there is none
     * @param cut whether the body goes on behind its end
     */
    public @Nullable String body(@Nullable String contentType, String body, boolean cut) {
        if (off || body.isEmpty()) {
            return body;
        }
        if (has(contentType, "application/x-www-form-urlencoded")) {
            String shown = form.mask(body, (name, value) -> {});
            return cut && defaults
                    ? values.mask(shown, true)
                    : shown; // its last value may be the beginning of a secret
        }
        boolean isJson = looksLikeJson(body) || isJson(contentType);
        String masked = isJson ? json.mask(body, cut) : null;
        if (masked != null) {
            return masked;
        }
        if (isJson && hasPaths) {
            return null;
        }
        String parts = has(contentType, "multipart/") ? multipart.mask(body) : body;
        return text(parts, Characters.of(parts), cut);
    }

    private static boolean has(@Nullable String contentType, String type) {
        return contentType != null && contentType.regionMatches(true, 0, type, 0, type.length());
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        int end = contentType.indexOf(';');
        String type =
                (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return type.endsWith("json");
    }

    private static boolean looksLikeJson(String text) {
        int i = 0;
        while (i < text.length() && (text.charAt(i) <= ' ' || text.charAt(i) == '\uFEFF')) {
            i++;
        }
        return i < text.length() && (text.charAt(i) == '{' || text.charAt(i) == '[');
    }

    /** A value of a form, which may be JSON. */
    private String embedded(String value) {
        if (off) {
            return value;
        }
        String masked = looksLikeJson(value) ? json.mask(value, false) : null;
        return masked == null ? text(value) : masked;
    }

    /** Strings and numbers within JSON. */
    private final class JsonTexts implements JsonMasker.TextMask {
        @Override
        public String mask(String text, int kinds, boolean cut) {
            return text(text, kinds, cut);
        }

        @Override
        public boolean isForNumbers() {
            return !patterns.isEmpty();
        }
    }
}
