package io.sluice.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * What is logged, and where: everything goes to standard error, as standard output is for what a command was asked to
 * print. A file that {@code -Dlogback.configurationFile} names counts instead.
 *
 * <p>Logback finds this class as a service. It says in code what could stand in a {@code logback.xml}, because the parser
 * of that file made each start longer; see {@code docs/performance/log.md}.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_NORMAL_PRIORITY)
public final class Logging extends ContextAwareBase implements Configurator {
    private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0} %msg %kvp%n%ex";

    private static final Map<String, Level> LEVELS = Map.ofEntries(
            Map.entry("io.sluice", Level.INFO),
            // The gateway itself says once when a cluster does not answer or a topic is missing; these say it every
            // second.
            Map.entry("org.apache.kafka.clients.NetworkClient", Level.OFF),
            Map.entry("org.apache.kafka.clients.Metadata", Level.ERROR),
            Map.entry("org.apache.kafka.clients.consumer.internals", Level.ERROR),
            Map.entry("org.apache.kafka.clients.admin.internals", Level.ERROR),
            // What clients do wrong is an ERROR to it; what fails in the gateway is logged by itself.
            // What it says is what a client's schema says.
            Map.entry("com.networknt", Level.OFF),
            Map.entry("io.undertow", Level.OFF),
            // The broker of the option dev.
            Map.entry("kafka", Level.ERROR),
            Map.entry("state.change.logger", Level.ERROR),
            Map.entry("org.apache.kafka.storage", Level.ERROR),
            Map.entry("org.apache.kafka.server", Level.ERROR),
            Map.entry("org.apache.kafka.controller", Level.ERROR));

    /** Creates the configurator; logback does. */
    public Logging() {}

    @Override
    public ExecutionStatus configure(LoggerContext logback) {
        if (hasFile()) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        var root = logback.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(standardError(logback, text(logback)));
        LEVELS.forEach((name, level) -> logback.getLogger(name).setLevel(level));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Has everything logged as JSON from now on, unless a file says how logs look. */
    static void writeJson() {
        if (hasFile()) {
            return;
        }
        var logback = (LoggerContext) LoggerFactory.getILoggerFactory();
        logback.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).detachAndStopAllAppenders();
        var encoder = new JsonLines();
        encoder.setContext(logback);
        encoder.start();
        logback.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(standardError(logback, encoder));
    }

    /** Whether there is a file for logback to read: the user's or that of tests. */
    private static boolean hasFile() {
        return System.getProperty("logback.configurationFile") != null
                || Logging.class.getResource("/logback-test.xml") != null;
    }

    private static Encoder<ILoggingEvent> text(LoggerContext logback) {
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(logback);
        encoder.setPattern(PATTERN);
        encoder.start();
        return encoder;
    }

    private static ConsoleAppender<ILoggingEvent> standardError(LoggerContext logback, Encoder<ILoggingEvent> encoder) {
        var appender = new ConsoleAppender<ILoggingEvent>();
        appender.setContext(logback);
        appender.setName("STDERR");
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }
}
