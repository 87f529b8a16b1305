package io.sluice.cli.recording;

import io.sluice.config.Location;
import io.sluice.config.Problems;
import io.sluice.config.RecordingConfig;
import io.sluice.config.RedactionConfig;
import io.sluice.config.Text;
import io.sluice.config.fold.Recording;
import io.sluice.record.recorder.BodySettings;
import io.sluice.record.recorder.ExchangeRule;
import io.sluice.record.recorder.QueueBounds;
import io.sluice.record.recorder.RecordedBodies;
import io.sluice.record.recorder.RecorderSettings;
import io.sluice.record.recorder.redact.RedactionSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Turns what a configuration says of a recording into settings, and says which line is at fault. Used once. */
final class SettingsCompiler {
    private final Problems problems;

    SettingsCompiler(Problems problems) {
        this.problems = problems;
    }

    /**
     * The settings; of use only where no problem was found.
     *
     * @param instance the gateway's name, which records tell
     */
    RecorderSettings compile(Recording recording, String instance) {
        RecordingConfig config = recording.config();
        return RecorderSettings.builder(recording.name().name(), instance)
                .bodies(bodies(config.bodies()))
                .share(config.share())
                .include(rules(config.include()))
                .exclude(rules(config.exclude()))
                .redaction(redaction(config.redaction()))
                .queue(new QueueBounds(config.queue().records(), config.queue().bytes()))
                .yields(config.queue().yields())
                .build();
    }

    private BodySettings bodies(RecordingConfig.Bodies config) {
        RecordedBodies which = which(config.record());
        List<Text> types = sound(config.types(), type -> of(which, config.limit(), List.of(type)));
        return of(which, config.limit(), types.isEmpty() ? BodySettings.DEFAULT.contentTypes() : values(types));
    }

    private static BodySettings of(RecordedBodies which, int limit, List<String> types) {
        return new BodySettings(which, limit, types);
    }

    private static RecordedBodies which(RecordingConfig.RecordedBodies bodies) {
        return switch (bodies) {
            case ALL -> RecordedBodies.ALL;
            case ERRORS -> RecordedBodies.ERRORS;
            case NONE -> RecordedBodies.NONE;
        };
    }

    private List<ExchangeRule> rules(List<RecordingConfig.Condition> conditions) {
        List<ExchangeRule> rules = new ArrayList<>();
        for (RecordingConfig.Condition condition : conditions) {
            try {
                rules.add(ExchangeRule.of(
                        Text.valueOf(condition.method()),
                        Text.valueOf(condition.path()),
                        Text.valueOf(condition.status())));
            } catch (IllegalArgumentException e) {
                Text path = condition.path();
                report(path == null ? condition.at() : path.at(), e);
            }
        }
        return rules;
    }

    private RedactionSettings redaction(RedactionConfig config) {
        List<Text> paths = sound(config.json(), path -> redacting(List.of(path), List.of()));
        List<Text> patterns = sound(config.values(), pattern -> redacting(List.of(), List.of(pattern)));
        return new RedactionSettings(
                config.defaults(),
                Set.copyOf(values(config.headers())),
                Set.copyOf(values(config.query())),
                values(paths),
                values(patterns),
                Set.copyOf(values(config.keep())),
                config.secret());
    }

    private static RedactionSettings redacting(List<String> paths, List<String> patterns) {
        return new RedactionSettings(false, Set.of(), Set.of(), paths, patterns, Set.of(), null);
    }

    /** Those that can be used; the others are reported. */
    private List<Text> sound(List<Text> texts, Attempt attempt) {
        List<Text> sound = new ArrayList<>();
        for (Text text : texts) {
            try {
                attempt.with(text.value());
                sound.add(text);
            } catch (IllegalArgumentException e) {
                report(text.at(), e);
            }
        }
        return sound;
    }

    private void report(Location at, IllegalArgumentException e) {
        problems.error(at, String.valueOf(e.getMessage()));
    }

    private static List<String> values(List<Text> texts) {
        return texts.stream().map(Text::value).collect(Collectors.toList());
    }

    /** Makes what a text is meant for, and throws what is wrong with it. */
    @FunctionalInterface
    private interface Attempt {
        Object with(String text);
    }
}
