package io.sluice.rest.openapi;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.sluice.rest.web.BaseUrl;
import io.sluice.rest.web.Call;
import io.sluice.rest.web.MediaTypes;
import io.sluice.rest.web.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /openapi}: the OpenAPI document of everything that is served. It is a file, read once; only the URL of its
 * server is that of the request. Immutable.
 */
public final class OpenApi {
    private static final String FILE = "openapi.json";

    /** What stands in the file where the URL belongs. */
    private static final String SERVER = "{\"url\": \"/\"}";

    private final byte[] before;
    private final byte[] after;
    private final @Nullable String advertised;

    /**
     * Reads the document.
     *
     * @param advertised the URL that clients reach the API at; null for that of each request
     */
    public OpenApi(@Nullable String advertised) {
        this.advertised = advertised;
        String text = text();
        int url = text.indexOf(SERVER) + SERVER.indexOf('/');
        before = text.substring(0, url).getBytes(StandardCharsets.UTF_8);
        after = text.substring(url + 1).getBytes(StandardCharsets.UTF_8);
    }

    /** The document in JSON, with {@code /} as the URL of its server. */
    public static String text() {
        try (InputStream file = Objects.requireNonNull(OpenApi.class.getResourceAsStream(FILE), FILE)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        }
    }

    /** What is served. */
    public List<Operation> operations() {
        return List.of(Operation.get("/openapi", List.of(MediaTypes.PLAIN_JSON, MediaTypes.OPEN_API), this::document));
    }

    private void document(Call call) {
        String base = BaseUrl.of(call.request(), advertised);
        byte[] url = JsonStringEncoder.getInstance().quoteAsUTF8(base.isEmpty() ? "/" : base);
        byte[] json = new byte[before.length + url.length + after.length];
        ByteBuffer.wrap(json).put(before).put(url).put(after);
        call.respond(200, json);
    }
}
