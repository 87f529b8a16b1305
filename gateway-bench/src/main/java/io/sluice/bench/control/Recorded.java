package io.sluice.bench.control;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A response of the gateway, to be sent again: status, header, and the body in memory outside the heap. Immutable; any
 * thread.
 *
 * <p>The file {@code NAME.head} holds the path, the kind of request (plain, not-modified or gzip), the status and the
 * header, a line each; {@code NAME.body} the body.
 */
public final class Recorded {
    /** What the server itself writes. */
    private static final Set<String> SERVERS_OWN = Set.of("connection", "content-length", "date");

    private final String path;
    private final String kind;
    private final int status;
    private final List<Field> fields;
    private final ByteBuffer body;

    private record Field(HttpString name, String value) {}

    private Recorded(String path, String kind, int status, List<Field> fields, ByteBuffer body) {
        this.path = path;
        this.kind = kind;
        this.status = status;
        this.fields = fields;
        this.body = body;
    }

    /** Writes a response to files. */
    public static void write(
            Path folder, String path, String kind, int status, Map<String, List<String>> header, Path body)
            throws IOException {
        String name = Integer.toHexString((path + ' ' + kind).hashCode());
        List<String> lines = new ArrayList<>(List.of(path, kind, Integer.toString(status)));
        header.forEach((field, values) -> {
            if (!SERVERS_OWN.contains(field)) {
                values.forEach(value -> lines.add(field + ": " + value));
            }
        });
        Files.createDirectories(folder);
        Files.deleteIfExists(folder.resolve(name + ".body"));
        Files.createLink(folder.resolve(name + ".body"), body);
        Files.write(folder.resolve(name + ".head"), lines);
    }

    /** Reads a response from files. */
    static Recorded read(Path head) throws IOException {
        List<String> lines = Files.readAllLines(head);
        List<Field> fields = new ArrayList<>();
        for (String line : lines.subList(3, lines.size())) {
            int colon = line.indexOf(':');
            fields.add(new Field(HttpString.tryFromString(line.substring(0, colon)), line.substring(colon + 2)));
        }
        Path file = Path.of(head.toString().replaceAll("head$", "body"));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var body = ByteBuffer.allocateDirect(Math.toIntExact(channel.size()));
            int count = channel.size() == 0 ? -1 : channel.read(body);
            while (count >= 0 && body.hasRemaining()) {
                count = channel.read(body);
            }
            return new Recorded(
                    lines.get(0),
                    lines.get(1),
                    Integer.parseInt(lines.get(2)),
                    fields,
                    body.flip().asReadOnlyBuffer());
        }
    }

    String path() {
        return path;
    }

    String kind() {
        return kind;
    }

    /** Which kind of response a request asks for. */
    static String kindAskedFor(HttpServerExchange exchange) {
        HeaderValues ifNoneMatch = exchange.getRequestHeaders().get(Headers.IF_NONE_MATCH);
        if (ifNoneMatch != null) {
            return "not-modified";
        }
        return exchange.getRequestHeaders().get(Headers.ACCEPT_ENCODING) != null ? "gzip" : "plain";
    }

    void send(HttpServerExchange exchange) {
        exchange.setStatusCode(status);
        for (Field field : fields) {
            exchange.getResponseHeaders().add(field.name(), field.value());
        }
        if (body.hasRemaining()) {
            exchange.getResponseSender().send(body.duplicate());
        } else {
            exchange.endExchange();
        }
    }
}
