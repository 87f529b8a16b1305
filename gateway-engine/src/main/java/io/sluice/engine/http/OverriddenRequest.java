package io.sluice.engine.http;

import io.sluice.config.Quoted;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A request some of whose fields, and perhaps whose method or target, are not those that were sent. */
public final class OverriddenRequest implements HttpRequest {
    private static final String METHOD = ":method";
    private static final String SCHEME = ":scheme";
    private static final String AUTHORITY = ":authority";
    private static final String PATH = ":path";
    private static final String HOST = "host";
    private static final Pattern METHOD_TEXT = Pattern.compile("[A-Za-z][A-Za-z-]*");

    private final HttpRequest sent;
    private final HttpFields overrides;
    private final String path;
    private final @Nullable String query;

    /**
     * A request with fields added or replaced.
     *
     * @param overrides no name twice; {@code :method}, {@code :scheme}, {@code :authority} and {@code :path} (with its query)
     *     stand for the parts of the request line, {@code :authority} for the {@code host} field too
     */
    public OverriddenRequest(HttpRequest sent, HttpFields overrides) {
        this.sent = Objects.requireNonNull(sent, "sent");
        this.overrides = Objects.requireNonNull(overrides, "overrides");
        String target = overrides.get(PATH);
        int mark = target == null ? -1 : target.indexOf('?');
        this.path = target == null ? sent.path() : mark < 0 ? target : target.substring(0, mark);
        this.query = target == null ? sent.query() : mark < 0 ? null : target.substring(mark + 1);
    }

    /**
     * Checks a value that is to override.
     *
     * @param name in lower case
     * @throws IllegalArgumentException if a request cannot have it
     */
    public static void check(String name, String value) {
        switch (name) {
            case METHOD -> require(isMethod(value), name, value, "a method such as PUT");
            case SCHEME -> require(value.equals("http") || value.equals("https"), name, value, "http or https");
            case PATH -> require(isTarget(value), name, value, "a path such as /items, percent-encoded");
            default -> {
                // Any text may be the value of a field.
            }
        }
    }

    private static void require(boolean fits, String name, String value, String expected) {
        if (!fits) {
            throw new IllegalArgumentException(
                    "override of " + name + " is " + Quoted.of(value) + " (expected: " + expected + ")");
        }
    }

    private static boolean isMethod(String value) {
        return METHOD_TEXT.matcher(value).matches();
    }

    private static boolean isTarget(String value) {
        return value.startsWith("/") && value.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '#');
    }

    @Override
    public String method() {
        return Objects.requireNonNullElseGet(overrides.get(METHOD), sent::method);
    }

    @Override
    public String scheme() {
        return Objects.requireNonNullElseGet(overrides.get(SCHEME), sent::scheme);
    }

    @Override
    public String authority() {
        return Objects.requireNonNullElseGet(overrides.get(AUTHORITY), sent::authority);
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public @Nullable String query() {
        return query;
    }

    @Override
    public @Nullable X509Certificate clientCertificate() {
        return sent.clientCertificate();
    }

    @Override
    public @Nullable String header(String name) {
        String override = override(name.toLowerCase(Locale.ROOT));
        return override == null ? sent.header(name) : override;
    }

    @Override
    public List<String> headers(String name) {
        String override = override(name.toLowerCase(Locale.ROOT));
        return override == null ? sent.headers(name) : List.of(override);
    }

    @Override
    public void forEachHeader(BiConsumer<String, String> visitor) {
        sent.forEachHeader((name, value) -> {
            if (override(name) == null) {
                visitor.accept(name, value);
            }
        });
        overrides.forEach((name, value) -> {
            if (name.equals(AUTHORITY)) {
                visitor.accept(HOST, value);
            } else if (!name.startsWith(":")) {
                visitor.accept(name, value);
            }
        });
    }

    private @Nullable String override(String name) {
        return overrides.get(name.equals(HOST) ? AUTHORITY : name);
    }
}
