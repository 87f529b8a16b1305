package io.sluice.config.yaml;

import io.sluice.config.Quoted;
import io.sluice.config.RecordingConfig;
import io.sluice.config.RecordingConfig.RecordedBodies;
import io.sluice.config.RedactionConfig;
import io.sluice.config.Secret;
import io.sluice.config.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code options} of an exporter of {@code type: http-types}. */
final class RecordingReader {
    private static final Map<String, RecordedBodies> BODIES = bodies();
    private static final Map<String, Boolean> MODES = modes();
    private static final NumberRange LIMIT =
            new NumberRange(1, RecordingConfig.Bodies.MOST_LIMIT, RecordingConfig.Bodies.DEFAULT_LIMIT);
    private static final NumberRange RECORDS = new NumberRange(1, 1 << 20, RecordingConfig.Queue.DEFAULT_RECORDS);
    private static final NumberRange BYTES = new NumberRange(1 << 16, 4L << 30, RecordingConfig.Queue.DEFAULT_BYTES);
    private static final Pattern STATUS = Pattern.compile("[1-5](xx|[0-9]{2})");
    private static final Pattern MEDIA_TYPE =
            Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]++/[!#$%&'*+.^_`|~0-9A-Za-z-]++");

    private RecordingReader() {}

    static RecordingConfig read(Cursor options) {
        options.requireItems("bindings");
        Cursor sampling = options.mapping("sampling");
        double share = RecordingConfig.DEFAULT_SHARE;
        if (sampling != null) {
            share = sampling.share("share", share);
            sampling.finish();
        }
        return new RecordingConfig(
                options.at(),
                options.texts("bindings"),
                RecordingSinkReader.read(options),
                bodies(options.mapping("bodies")),
                share,
                conditions(options, "include"),
                conditions(options, "exclude"),
                redaction(options.mapping("redact")),
                queue(options.mapping("queue")));
    }

    private static RecordingConfig.Bodies bodies(@Nullable Cursor bodies) {
        if (bodies == null) {
            return new RecordingConfig.Bodies(RecordedBodies.ALL, RecordingConfig.Bodies.DEFAULT_LIMIT, List.of());
        }
        bodies.requireItems("types");
        List<Text> types = bodies.texts("types");
        for (Text type : types) {
            if (!MEDIA_TYPE.matcher(type.value()).matches()) {
                bodies.problems()
                        .error(
                                type.at(),
                                Quoted.bare(type.value())
                                        + " (expected: a media type such as application/json or text/*)");
            }
        }
        RecordingConfig.Bodies config = new RecordingConfig.Bodies(
                bodies.choice("record", BODIES, RecordedBodies.ALL),
                Math.toIntExact(bodies.number("limit", LIMIT)),
                types);
        bodies.finish();
        return config;
    }

    private static List<RecordingConfig.Condition> conditions(Cursor options, String key) {
        options.requireItems(key);
        List<RecordingConfig.Condition> conditions = new ArrayList<>();
        for (Cursor condition : options.mappings(key)) {
            Text method = condition.text("method");
            if (method != null && !Grammar.isToken(method.value())) {
                condition
                        .problems()
                        .error(method.at(), Quoted.bare(method.value()) + " (expected: a method such as GET)");
            }
            Text path = condition.text("path");
            if (path != null && !path.value().startsWith("/") && !path.value().startsWith("*")) {
                condition
                        .problems()
                        .error(path.at(), Quoted.bare(path.value()) + " (expected: a path such as /items/*)");
            }
            Text status = condition.text("status");
            if (status != null && !STATUS.matcher(status.value()).matches()) {
                condition
                        .problems()
                        .error(status.at(), Quoted.bare(status.value()) + " (expected: a status such as 404, or 4xx)");
            }
            if (condition.keys().isEmpty()) {
                condition
                        .problems()
                        .error(
                                condition.at(),
                                "the condition is empty (it needs a \"method\", \"path\" or \"status\")");
            }
            condition.finish();
            conditions.add(new RecordingConfig.Condition(condition.at(), method, path, status));
        }
        return conditions;
    }

    private static RedactionConfig redaction(@Nullable Cursor redact) {
        if (redact == null) {
            return RedactionConfig.DEFAULT;
        }
        boolean hash = redact.choice("mode", MODES, false);
        Secret secret = redact.secret("secret");
        if (hash && (secret == null || secret.value().isEmpty())) {
            redact.problems()
                    .error(
                            redact.keyAt("mode"),
                            "\"hash\" needs a \"secret\": who knows how a hash was made can guess what it stands for");
            hash = false;
        } else if (!hash && redact.has("secret")) {
            redact.problems().warning(redact.keyAt("secret"), "has no effect without \"mode: hash\"");
        }
        Boolean defaults = redact.bool("defaults");
        RedactionConfig config = new RedactionConfig(
                headerNames(redact),
                redact.texts("query"),
                redact.texts("json"),
                redact.texts("values"),
                defaults == null || defaults,
                redact.texts("keep"),
                hash,
                hash ? secret : null);
        redact.finish();
        return config;
    }

    private static List<Text> headerNames(Cursor redact) {
        List<Text> names = redact.texts("headers");
        return names.stream()
                .map(name -> new Text(Headers.name(redact, name), name.at()))
                .toList();
    }

    private static RecordingConfig.Queue queue(@Nullable Cursor queue) {
        if (queue == null) {
            return RecordingConfig.Queue.DEFAULT;
        }
        Boolean yields = queue.bool("yield");
        RecordingConfig.Queue config = new RecordingConfig.Queue(
                Math.toIntExact(queue.number("records", RECORDS)),
                queue.number("bytes", BYTES),
                yields == null || yields);
        queue.finish();
        return config;
    }

    private static Map<String, RecordedBodies> bodies() {
        Map<String, RecordedBodies> words = new LinkedHashMap<>();
        for (RecordedBodies bodies : RecordedBodies.values()) {
            words.put(bodies.word(), bodies);
        }
        return words;
    }

    /** Whether they hash. */
    private static Map<String, Boolean> modes() {
        Map<String, Boolean> words = new LinkedHashMap<>();
        words.put("mask", false);
        words.put("hash", true);
        return words;
    }
}
