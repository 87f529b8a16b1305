package io.sluice.config.yaml;

import io.sluice.config.KafkaTopicConfig;
import io.sluice.config.KafkaTopicConfig.DefaultOffset;
import io.sluice.config.KafkaTopicConfig.Transform;
import io.sluice.config.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code options.topics} of the {@code kafka} cache bindings. */
final class KafkaTopicReader {
    private static final Map<String, DefaultOffset> OFFSETS = offsets();

    private KafkaTopicReader() {}

    static List<KafkaTopicConfig> clientTopics(Cursor options) {
        List<KafkaTopicConfig> topics = new ArrayList<>();
        for (Cursor topic : options.mappings("topics")) {
            topics.add(topic(topic, DefaultOffset.HISTORICAL, List.of()));
            topic.finish();
        }
        return topics;
    }

    static List<KafkaTopicConfig> serverTopics(Cursor options) {
        List<KafkaTopicConfig> topics = new ArrayList<>();
        for (Cursor topic : options.mappings("topics")) {
            topic.ignore("deltaType", "deprecated, has no effect: every read sends the whole record");
            DefaultOffset offset = topic.choice("defaultOffset", OFFSETS, DefaultOffset.HISTORICAL);
            topics.add(topic(topic, offset, transforms(topic)));
            topic.finish();
        }
        return topics;
    }

    private static KafkaTopicConfig topic(Cursor topic, DefaultOffset offset, List<Transform> transforms) {
        return new KafkaTopicConfig(
                topic.at(),
                topic.requireText("name"),
                offset,
                transforms,
                ModelReader.read(topic, "key"),
                ModelReader.read(topic, "value"));
    }

    private static List<Transform> transforms(Cursor topic) {
        List<Transform> transforms = new ArrayList<>();
        for (Cursor step : topic.mappings("transforms")) {
            Text key = step.text("extract-key");
            Map<String, Text> headers = step.textMap("extract-headers");
            if (!step.has("extract-key") && !step.has("extract-headers")) {
                step.problems().error(step.at(), "needs \"extract-key\" or \"extract-headers\"");
            }
            transforms.add(new Transform(step.at(), key, headers));
            step.finish();
        }
        return transforms;
    }

    private static Map<String, DefaultOffset> offsets() {
        Map<String, DefaultOffset> words = new LinkedHashMap<>();
        words.put("live", DefaultOffset.LIVE);
        words.put("historical", DefaultOffset.HISTORICAL);
        return words;
    }
}
