package io.sluice.config.fold;

import io.sluice.config.RecordingConfig;
import io.sluice.config.RecordingSinkConfig;
import io.sluice.config.Text;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A recording for people. */
final class RecordingText {

    private RecordingText() {}

    static void append(Recording recording, StringBuilder text) {
        RecordingConfig config = recording.config();
        text.append("recording ").append(recording.name()).append('\n');
        AlignedRows rows = new AlignedRows();
        rows.add(List.of("of", config.bindings().isEmpty() ? "all http servers" : listed(config.bindings())));
        rows.add(List.of("to", sink(config.sink(), recording.cluster())));
        rows.add(List.of(
                "bodies",
                config.bodies().record().word() + " limit=" + config.bodies().limit()));
        if (config.share() != RecordingConfig.DEFAULT_SHARE) {
            rows.add(List.of("share", Double.toString(config.share())));
        }
        config.include().forEach(condition -> rows.add(List.of("include", condition(condition))));
        config.exclude().forEach(condition -> rows.add(List.of("exclude", condition(condition))));
        rows.add(List.of(
                "redact",
                (config.redaction().hash() ? "hash" : "mask")
                        + (config.redaction().defaults() ? "" : " (not what is known to be secret)")));
        rows.add(List.of(
                "queue",
                "records=" + config.queue().records() + " bytes="
                        + config.queue().bytes()
                        + (config.queue().yields() ? "" : " (never yields)")));
        rows.appendTo(text, "  ");
    }

    private static String listed(List<Text> names) {
        return names.stream().map(Text::value).collect(Collectors.joining(", "));
    }

    private static String sink(RecordingSinkConfig sink, @Nullable ClusterConfig cluster) {
        if (sink instanceof RecordingSinkConfig.Kafka kafka) {
            Text key = kafka.key();
            return kafka.topic() + " -> " + (cluster == null ? "nowhere" : cluster.name()) + "  key="
                    + (key == null ? "host" : key.value()) + " compression="
                    + kafka.compression().word() + " acks=" + kafka.acks().word();
        }
        if (sink instanceof RecordingSinkConfig.File file) {
            return file.directory()
                    + (file.rotateBytes() == 0 ? "" : " rotate=" + file.rotateBytes() + "x" + file.keep());
        }
        return "stdout";
    }

    private static String condition(RecordingConfig.Condition condition) {
        return word(condition.method()) + ' ' + word(condition.path()) + ' ' + word(condition.status());
    }

    private static String word(@Nullable Text text) {
        return text == null ? "*" : text.value();
    }
}
