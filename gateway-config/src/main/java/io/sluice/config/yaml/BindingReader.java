package io.sluice.config.yaml;

import io.sluice.config.BindingConfig;
import io.sluice.config.BindingName;
import io.sluice.config.Text;
import io.sluice.config.UnsupportedBindingConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/** Reads a binding: finds the reader of its type and kind. */
final class BindingReader {
    /** By type and kind. The vault is read by those that have one. */
    private static final Map<String, BiFunction<BindingName, Cursor, BindingConfig>> READERS = Map.ofEntries(
            Map.entry("tcp server", TcpReader::server),
            Map.entry("tcp client", TcpReader::client),
            Map.entry("tls server", TlsReader::server),
            Map.entry("tls client", TlsReader::client),
            Map.entry("http server", HttpServerReader::server),
            Map.entry("http client", HttpClientReader::client),
            Map.entry("http-kafka proxy", HttpKafkaReader::proxy),
            Map.entry("rest-kafka proxy", RestKafkaReader::proxy),
            Map.entry("kafka cache_client", KafkaReader::cacheClient),
            Map.entry("kafka cache_server", KafkaReader::cacheServer),
            Map.entry("kafka client", KafkaReader::client));
    /** The kinds that Zilla has of these types; some of them are not ours. */
    private static final Map<String, Map<String, String>> KINDS = Map.of(
            "tcp", Choices.words("server", "client"),
            "tls", Choices.words("server", "client", "proxy"),
            "http", Choices.words("server", "client"),
            "http-kafka", Choices.words("proxy"),
            "rest-kafka", Choices.words("proxy"),
            "kafka", Choices.words("cache_client", "cache_server", "client"));

    private static final Set<String> WITH_VAULT = Set.of("tls", "http");

    private BindingReader() {}

    /** Never fails: what cannot be read becomes an unsupported binding, so that references to it still resolve. */
    static BindingConfig read(BindingName name, Cursor cursor) {
        String type = cursor.requireText("type").value();
        Map<String, String> kinds = KINDS.get(type);
        if (kinds == null) {
            return unsupported(
                    name,
                    cursor,
                    type,
                    cursor.has("kind") ? cursor.requireText("kind").value() : "");
        }
        if (!cursor.has("kind")) {
            cursor.missing("kind");
        }
        String kind = cursor.choice("kind", kinds, "");
        BiFunction<BindingName, Cursor, BindingConfig> reader = READERS.get(type + " " + kind);
        if (reader == null) {
            return unsupported(name, cursor, kind.isEmpty() ? "" : type, kind);
        }
        BindingConfig binding = reader.apply(name, cursor);
        cursor.ignore("catalog", "has no effect on a " + type + " binding");
        cursor.ignore("entry", "has no effect on a " + type + " binding");
        if (!WITH_VAULT.contains(type)) {
            cursor.ignore("vault", "has no effect on a " + type + " binding");
        }
        cursor.finish();
        return binding;
    }

    /** Looks for exits and lets everything else stand. */
    private static BindingConfig unsupported(BindingName name, Cursor cursor, String type, String kind) {
        List<Text> exits = new ArrayList<>();
        addExit(cursor, exits);
        if (cursor.node("routes") instanceof YamlNode.Sequence routes) {
            for (YamlNode route : routes.items()) {
                if (route instanceof YamlNode.Mapping mapping) {
                    addExit(new Cursor(mapping, cursor.problems()), exits);
                }
            }
        }
        return new UnsupportedBindingConfig(name, cursor.at(), type, kind, exits);
    }

    private static void addExit(Cursor cursor, List<Text> exits) {
        if (cursor.node("exit") instanceof YamlNode.Scalar) {
            Text exit = cursor.text("exit");
            if (exit != null) {
                exits.add(exit);
            }
        }
    }
}
