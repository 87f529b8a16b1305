package io.sluice.cli.record;

import io.sluice.config.BindingName;
import io.sluice.engine.tls.NamedFile;
import io.sluice.engine.tls.TlsContext;
import io.sluice.engine.upstream.Origin;
import io.sluice.record.live.SpecMode;
import io.sluice.record.proxy.HeaderRouting;
import io.sluice.record.proxy.HostPattern;
import io.sluice.record.proxy.OwnAddress;
import io.sluice.record.proxy.PathRouting;
import io.sluice.record.proxy.Routing;
import io.sluice.record.proxy.TargetRouting;
import io.sluice.record.recorder.redact.RedactionSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * How a recorder runs.
 *
 * @param host the name or address to listen on, without brackets
 * @param port 0 for a free one
 * @param tls the certificate that clients are shown; null for plain text
 * @param headerRouting whether the host field names the server
 * @param target where everything goes; null where requests say it
 * @param allowed the hosts that the user names
 * @param logDir where recordings are files; null for nowhere
 * @param specsDir where documents are written
 * @param mode what documents are for; null for none
 * @param kafka where recordings are records; null for nowhere
 * @param redaction what is masked
 * @param bodyLimit how many bytes of each body are recorded
 * @param timeout how long a server may take to begin an answer
 */
record RecordSettings(
        String host,
        int port,
        @Nullable Tls tls,
        boolean headerRouting,
        @Nullable TargetRouting target,
        List<HostPattern> allowed,
        @Nullable Path logDir,
        Path specsDir,
        @Nullable SpecMode mode,
        @Nullable Kafka kafka,
        RedactionSettings redaction,
        int bodyLimit,
        Duration timeout) {
    /** The topic unless another is named. */
    static final String TOPIC = "http_recordings";

    /** The most of a body that can be recorded. */
    static final int MAX_BODY_LIMIT = 16 << 20;

    /**
     * A certificate, in PEM, and how the command line names it.
     *
     * @param certificate with those of its issuers behind it
     * @param key its private key, perhaps in the same file
     */
    record Tls(NamedFile certificate, NamedFile key) {

        /**
         * Reads them.
         *
         * @throws IOException if they cannot be read, or do not belong together; the message names the option
         */
        TlsContext open() throws IOException {
            return TlsContext.server(new BindingName("record", "tls"), certificate, key);
        }
    }

    /**
     * A topic to write to.
     *
     * @param servers where the cluster is found, as {@code host:port} with commas between
     * @param topic the topic's name
     * @param settings a file with settings of the producer; null for none
     */
    record Kafka(String servers, String topic, @Nullable Path settings) {

        /** What the file says. */
        Properties properties() throws IOException {
            return ClientSettings.read(settings);
        }
    }

    /** How the recorder itself is spoken to. */
    String scheme() {
        return tls == null ? "http" : "https";
    }

    /** Where requests go. */
    Routing routing(OwnAddress self) {
        if (target != null) {
            return target;
        }
        return headerRouting ? new HeaderRouting(self) : new PathRouting(self);
    }

    /** The server that everything goes to; null where requests say it. */
    @Nullable Origin targetOrigin() {
        return target == null ? null : target.origin();
    }
}
