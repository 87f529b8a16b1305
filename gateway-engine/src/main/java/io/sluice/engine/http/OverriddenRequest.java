package io.sluice.engine.http;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A request some of whose fields, and perhaps whose authority, are not those that were sent. */
public final class OverriddenRequest implements HttpRequest {
    private static final String AUTHORITY = ":authority";
    private static final String HOST = "host";

    private final HttpRequest sent;
    private final HttpFields overrides;

    /**
     * A request with fields added or replaced.
     *
     * @param overrides no name twice; {@code :authority} stands for the authority and the {@code host} field
     */
    public OverriddenRequest(HttpRequest sent, HttpFields overrides) {
        this.sent = Objects.requireNonNull(sent, "sent");
        this.overrides = Objects.requireNonNull(overrides, "overrides");
    }

    @Override
    public String method() {
        return sent.method();
    }

    @Override
    public String scheme() {
        return sent.scheme();
    }

    @Override
    public String authority() {
        String authority = overrides.get(AUTHORITY);
        return authority == null ? sent.authority() : authority;
    }

    @Override
    public String path() {
        return sent.path();
    }

    @Override
    public @Nullable String query() {
        return sent.query();
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
        overrides.forEach((name, value) -> visitor.accept(name.equals(AUTHORITY) ? HOST : name, value));
    }

    private @Nullable String override(String name) {
        return overrides.get(name.equals(HOST) ? AUTHORITY : name);
    }
}
