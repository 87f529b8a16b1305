import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A service that knows nothing of Kafka: it keeps users in memory. Run it with {@code java UserService.java [port]}.
 *
 * <p>{@code POST /users} takes {@code {"name": ..., "email": ...}} and gives the user an id; {@code GET /users/{id}} tells it.
 */
public final class UserService {
    private static final Pattern MEMBER = Pattern.compile("\"(name|email)\"\\s*:\\s*(\"(?:[^\"\\\\]|\\\\.)*\")");
    private static final String PATH = "/users";

    private final Map<String, String> users = new ConcurrentHashMap<>();

    public static void main(String[] arguments) throws IOException {
        int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3001;
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext(PATH, new UserService()::handle);
        server.start();
        System.out.println("Listening at port " + port);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            switch (exchange.getRequestMethod()) {
                case "POST" -> create(exchange);
                case "GET" -> answer(exchange, users.get(path.substring(Math.min(path.length(), PATH.length() + 1))));
                default -> text(exchange, 405, "Method Not Allowed");
            }
        }
    }

    private void create(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> members = new ConcurrentHashMap<>();
        for (Matcher member = MEMBER.matcher(body); member.find(); ) {
            members.put(member.group(1), member.group(2));
        }
        if (members.size() < 2) {
            text(exchange, 400, "Bad Request");
            return;
        }
        String id = UUID.randomUUID().toString();
        String user = "{\"id\":\"%s\",\"name\":%s,\"email\":%s}".formatted(id, members.get("name"), members.get("email"));
        users.put(id, user);
        exchange.getResponseHeaders().set("location", PATH + "/" + id);
        answer(exchange, user);
    }

    private static void answer(HttpExchange exchange, String user) throws IOException {
        if (user == null) {
            text(exchange, 404, "Not Found");
        } else {
            exchange.getResponseHeaders().set("content-type", "application/json");
            send(exchange, 200, user);
        }
    }

    private static void text(HttpExchange exchange, int status, String text) throws IOException {
        exchange.getResponseHeaders().set("content-type", "text/plain; charset=utf-8");
        send(exchange, status, text);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
