package io.sluice.cli;

import io.sluice.config.SafeLocation;
import io.sluice.config.yaml.ConfigReader;
import io.sluice.engine.remote.RemoteReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A configuration that a web server has. Whoever can answer in that server's stead decides what the gateway does; so it is
 * {@code https}, or {@code http} on this machine, and redirects are not followed.
 *
 * <p>What was read once is asked for with its validators (RFC 9110 section 13), so that an unchanged one costs next to
 * nothing. Owned by the thread that reads.
 */
final class HttpSource implements ConfigSource {
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;

    private final URI uri;
    private final RemoteReader reader = new RemoteReader(ConfigReader.MAX_BYTES);
    private byte[] last = {};
    private List<String> validators = List.of(); // request fields in turns of names and values

    private HttpSource(URI uri) {
        this.uri = uri;
    }

    /**
     * A source.
     *
     * @throws ConfigSourceException if the URL is not one that can be trusted
     */
    static HttpSource of(String place) throws ConfigSourceException {
        URI uri;
        try {
            uri = SafeLocation.of(place, true);
        } catch (IllegalArgumentException e) {
            throw new ConfigSourceException(place + ": not a URL (expected: https://host/path/zilla.yaml)", e);
        }
        if (uri.getRawUserInfo() != null) {
            throw new ConfigSourceException(
                    "a URL with a user's name in it is not asked: what stands there is not sent,"
                            + " and shows in lists of processes");
        }
        var source = new HttpSource(uri);
        try {
            SafeLocation.of(place, false);
        } catch (IllegalArgumentException e) {
            throw new ConfigSourceException(
                    source.name()
                            + ": whoever is on the way could change it (expected: https, or http on this machine)",
                    e);
        }
        return source;
    }

    /** The URL; what its query says may be secret. */
    @Override
    public String name() {
        String text = uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
        return uri.getRawQuery() == null ? text : text + "?...";
    }

    /** The working directory: there is no folder around a document on the web. */
    @Override
    public Path folder() {
        return Path.of("").toAbsolutePath();
    }

    @Override
    public Optional<Path> file() {
        return Optional.empty();
    }

    @Override
    public byte[] read() throws IOException, InterruptedException {
        HttpResponse<byte[]> response;
        try {
            response = reader.get(uri, validators.toArray(String[]::new));
        } catch (IOException e) {
            String message = String.valueOf(e.getMessage()).replace(uri.toString(), name());
            throw new ConfigSourceException(message, e);
        }
        if (response.statusCode() == NOT_MODIFIED && !validators.isEmpty()) {
            return last;
        }
        if (response.statusCode() != OK) {
            throw new ConfigSourceException(name() + " answered " + response.statusCode() + hint(response));
        }
        last = response.body();
        validators = validators(response);
        return last;
    }

    private static String hint(HttpResponse<byte[]> response) {
        return response.statusCode() / 100 == 3
                ? " (redirects are not followed: name the place itself)"
                : " (expected: 200)";
    }

    private static List<String> validators(HttpResponse<byte[]> response) {
        List<String> fields = new ArrayList<>();
        response.headers().firstValue("etag").ifPresent(etag -> fields.addAll(List.of("if-none-match", etag)));
        response.headers()
                .firstValue("last-modified")
                .ifPresent(date -> fields.addAll(List.of("if-modified-since", date)));
        return fields;
    }
}
