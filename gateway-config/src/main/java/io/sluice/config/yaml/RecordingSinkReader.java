package io.sluice.config.yaml;

import io.sluice.config.Acks;
import io.sluice.config.Quoted;
import io.sluice.config.RecordingKey;
import io.sluice.config.RecordingSinkConfig;
import io.sluice.config.RecordingSinkConfig.Compression;
import io.sluice.config.Text;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code sink} of an exporter of {@code type: http-types}. */
final class RecordingSinkReader {
    private static final Map<String, String> TYPES = Choices.words("kafka", "file", "stdout");
    private static final Map<String, Compression> COMPRESSIONS = compressions();
    private static final NumberRange KEEP = new NumberRange(0, 10_000, RecordingSinkConfig.File.DEFAULT_KEEP);
    private static final long LEAST_ROTATE_BYTES = 1 << 10;
    private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})(KB|MB|GB)?");
    private static final Map<String, Integer> UNITS = Map.of("KB", 10, "MB", 20, "GB", 30); // powers of two

    private RecordingSinkReader() {}

    /** What is missing or wrong is reported, and replaced by something harmless. */
    static RecordingSinkConfig read(Cursor options) {
        Cursor sink = options.requireMapping("sink");
        if (sink == null) {
            return new RecordingSinkConfig.Stdout(options.at());
        }
        if (!sink.has("type")) {
            sink.missing("type");
        }
        String type = sink.choice("type", TYPES);
        if (type == null) {
            return new RecordingSinkConfig.Stdout(sink.at());
        }
        RecordingSinkConfig config = switch (type) {
            case "kafka" -> kafka(sink);
            case "file" -> file(sink);
            default -> new RecordingSinkConfig.Stdout(sink.at());
        };
        sink.finish();
        return config;
    }

    private static RecordingSinkConfig kafka(Cursor sink) {
        Text topic = sink.requireText("topic");
        if (!topic.value().isEmpty() && !TOPIC.matcher(topic.value()).matches()) {
            sink.problems()
                    .error(
                            topic.at(),
                            Quoted.bare(topic.value())
                                    + " (expected: the name of a topic, of letters, digits, \".\", \"-\" and \"_\")");
        }
        return new RecordingSinkConfig.Kafka(
                sink.at(),
                sink.requireText("exit"),
                topic,
                key(sink),
                sink.choice("compression", COMPRESSIONS, Compression.LZ4),
                sink.choice("acks", WithReader.ACKS, Acks.LEADER_ONLY));
    }

    private static @Nullable Text key(Cursor sink) {
        Text key = sink.text("key");
        if (key == null) {
            return null;
        }
        try {
            RecordingKey.compile(key.value());
            return key;
        } catch (IllegalArgumentException e) {
            sink.problems().error(key.at(), String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static RecordingSinkConfig file(Cursor sink) {
        Text directory = sink.requireText("directory");
        long size = 0;
        int keep = RecordingSinkConfig.File.DEFAULT_KEEP;
        Cursor rotate = sink.mapping("rotate");
        if (rotate != null) {
            size = size(rotate);
            keep = Math.toIntExact(rotate.number("keep", KEEP));
            rotate.finish();
        }
        return new RecordingSinkConfig.File(sink.at(), directory, size, keep);
    }

    private static long size(Cursor rotate) {
        Text size = rotate.requireText("size");
        Matcher matcher = SIZE.matcher(size.value());
        if (matcher.matches()) {
            int shift = matcher.group(2) == null ? 0 : UNITS.getOrDefault(matcher.group(2), 0);
            long bytes = Long.parseLong(matcher.group(1)) << shift;
            if (bytes >= LEAST_ROTATE_BYTES && bytes >> shift == Long.parseLong(matcher.group(1))) {
                return bytes;
            }
        }
        if (!size.value().isEmpty()) {
            rotate.problems()
                    .error(
                            size.at(),
                            Quoted.bare(size.value()) + " (expected: bytes, such as 100MB; " + LEAST_ROTATE_BYTES
                                    + " at least)");
        }
        return 0;
    }

    private static Map<String, Compression> compressions() {
        Map<String, Compression> words = new LinkedHashMap<>();
        for (Compression compression : Compression.values()) {
            words.put(compression.word(), compression);
        }
        return words;
    }
}
