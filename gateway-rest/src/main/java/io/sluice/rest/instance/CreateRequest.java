package io.sluice.rest.instance;

import io.sluice.rest.consumer.ConsumerOptions;
import io.sluice.rest.consumer.ResetPolicy;
import io.sluice.rest.format.Format;
import io.sluice.rest.web.RequestObject;
import io.sluice.rest.web.RestException;
import io.sluice.rest.web.Scalars;
import java.time.Duration;
import java.util.Locale;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request that creates an instance.
 *
 * @param name as the client wants it; null for one of the gateway's choice
 */
record CreateRequest(@Nullable String name, ConsumerOptions options) {

    /**
     * Reads a body.
     *
     * @param body null for an instance that is like all others
     * @param defaults what holds for members that are absent
     * @throws RestException 400 or 422
     */
    static CreateRequest of(@Nullable RequestObject body, ConsumerOptions defaults) {
        if (body == null) {
            return new CreateRequest(null, defaults);
        }
        String id = body.text("id");
        String name = body.text("name");
        String format = body.text("format");
        String reset = body.text("auto.offset.reset");
        String commit = first(body.text("auto.commit.enable"), body.text("enable.auto.commit"));
        Integer minBytes = first(body.number("fetch.min.bytes"), body.number("responseMinBytes"));
        Integer wait = first(body.number("consumer.request.timeout.ms"), body.number("requestWaitMs"));
        String isolation = body.text("isolation.level");
        body.finish();
        String wanted = first(id, name);
        if (wanted != null && wanted.isBlank()) {
            throw RestException.of(422, "createGroup.<return value>.instanceId must not be blank (was " + wanted + ")");
        }
        if (wanted != null && Scalars.hasHalfOfAPair(wanted)) {
            throw RestException.of(422, "The name has half of a surrogate pair, which no path can express.");
        }
        ConsumerOptions options = format == null ? defaults : defaults.withFormat(format(format));
        options = reset == null ? options : options.withReset(reset(reset));
        options = commit == null ? options : options.withAutoCommit(autoCommit(commit));
        options = minBytes == null ? options : minBytes(options, minBytes);
        options = wait == null ? options : options.withRequestTimeout(Duration.ofMillis(wait));
        options = isolation == null ? options : options.withIsolation(isolation(isolation));
        return new CreateRequest(wanted, options);
    }

    private static <T> @Nullable T first(@Nullable T value, @Nullable T alias) {
        return value == null ? alias : value;
    }

    private static Format format(String text) {
        try {
            return Format.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw RestException.of(422, "Invalid format type.");
        }
    }

    private static ResetPolicy reset(String text) {
        try {
            return ResetPolicy.parse(text);
        } catch (ConfigException e) {
            throw invalid(e);
        }
    }

    private static boolean autoCommit(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (word.equals("true") || word.equals("false")) {
            return word.equals("true");
        }
        throw invalid(new ConfigException("enable.auto.commit", text, "Expected value to be either true or false"));
    }

    private static IsolationLevel isolation(String text) {
        return switch (text) {
            case "read_committed" -> IsolationLevel.READ_COMMITTED;
            case "read_uncommitted" -> IsolationLevel.READ_UNCOMMITTED;
            default ->
                throw invalid(new ConfigException(
                        "isolation.level", text, "String must be one of: read_committed, read_uncommitted"));
        };
    }

    private static ConsumerOptions minBytes(ConsumerOptions options, int bytes) {
        try {
            return options.withFetchMinBytes(bytes);
        } catch (ConfigException e) {
            throw new RestException(
                    422,
                    40001,
                    "Invalid consumer configuration. It does not abide by the constraints: " + e.getMessage());
        }
    }

    private static RestException invalid(ConfigException cause) {
        return new RestException(422, 42204, "Invalid consumer configuration: " + cause.getMessage());
    }
}
