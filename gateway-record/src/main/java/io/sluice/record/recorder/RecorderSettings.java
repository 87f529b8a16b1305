package io.sluice.record.recorder;

import static java.util.Objects.requireNonNull;

import io.sluice.record.recorder.redact.RedactionSettings;
import java.time.Duration;
import java.util.List;

/**
 * What a recorder records, and how much it may take up.
 *
 * @param name of the recorder, in the name of its thread and in the log
 * @param instance the gateway's name, told in each record
 * @param bodies what is recorded of bodies
 * @param share of exchanges that are recorded, 0 to 1. Chosen by the trace's id, else by the request's, so that all
 *     gateways choose alike. Those with a status of 500 and above, with a problem of the gateway, and those that were
 *     broken off are recorded whatever the share
 * @param include what is recorded; all if there is no rule
 * @param exclude what is not recorded, even if it is included
 * @param redaction what is masked
 * @param queue how much may wait for the recorder's thread
 * @param yields whether the recorder's thread leaves the cores to others while all of them are busy
 * @param summaryInterval how often the log says what was lost, if anything was
 */
public record RecorderSettings(
        String name,
        String instance,
        BodySettings bodies,
        double share,
        List<ExchangeRule> include,
        List<ExchangeRule> exclude,
        RedactionSettings redaction,
        QueueBounds queue,
        boolean yields,
        Duration summaryInterval) {

    /** Checks the share and the interval. */
    public RecorderSettings {
        requireNonNull(name, "name");
        requireNonNull(instance, "instance");
        requireNonNull(bodies, "bodies");
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share: " + share + " (expected: 0 to 1)");
        }
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
        requireNonNull(redaction, "redaction");
        requireNonNull(queue, "queue");
        if (summaryInterval.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("summaryInterval: " + summaryInterval + " (expected: at least 1 ms)");
        }
    }

    /**
     * Settings that start with the defaults: everything, bodies included, redacted.
     *
     * @param name of the recorder
     * @param instance the gateway's name
     */
    public static Builder builder(String name, String instance) {
        return new Builder(name, instance);
    }

    /** Collects settings. One thread. */
    public static final class Builder {
        private final String name;
        private final String instance;
        private BodySettings bodies = BodySettings.DEFAULT;
        private double share = 1;
        private List<ExchangeRule> include = List.of();
        private List<ExchangeRule> exclude = List.of();
        private RedactionSettings redaction = RedactionSettings.DEFAULT;
        private QueueBounds queue = QueueBounds.DEFAULT;
        private boolean yields = true;
        private Duration summaryInterval = Duration.ofMinutes(1);

        private Builder(String name, String instance) {
            this.name = name;
            this.instance = instance;
        }

        /** What is recorded of bodies; {@link BodySettings#DEFAULT} otherwise. */
        public Builder bodies(BodySettings value) {
            bodies = value;
            return this;
        }

        /** The share of exchanges that are recorded, 0 to 1; 1 otherwise. */
        public Builder share(double value) {
            share = value;
            return this;
        }

        /** What is recorded; everything otherwise. */
        public Builder include(List<ExchangeRule> rules) {
            include = rules;
            return this;
        }

        /** What is not recorded; nothing otherwise. */
        public Builder exclude(List<ExchangeRule> rules) {
            exclude = rules;
            return this;
        }

        /** What is masked; {@link RedactionSettings#DEFAULT} otherwise. */
        public Builder redaction(RedactionSettings value) {
            redaction = value;
            return this;
        }

        /** How much may wait; {@link QueueBounds#DEFAULT} otherwise. */
        public Builder queue(QueueBounds value) {
            queue = value;
            return this;
        }

        /** Whether the recorder leaves the cores to others while all of them are busy; so it is otherwise. */
        public Builder yields(boolean value) {
            yields = value;
            return this;
        }

        /** How often losses are logged; once in a minute otherwise. */
        public Builder summaryInterval(Duration value) {
            summaryInterval = value;
            return this;
        }

        /**
         * The settings.
         *
         * @throws IllegalArgumentException if one is out of its range
         */
        public RecorderSettings build() {
            return new RecorderSettings(
                    name, instance, bodies, share, include, exclude, redaction, queue, yields, summaryInterval);
        }
    }
}
