package io.sluice.config.fold;

import io.sluice.config.HttpClientConfig;
import io.sluice.config.Text;
import io.sluice.config.UpstreamTimeouts;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes an {@code http} client: its server, then its options. */
final class UpstreamText {

    private UpstreamText() {}

    static void append(UpstreamTarget target, StringBuilder text) {
        HttpClientConfig client = target.client();
        AlignedRows rows = new AlignedRows();
        rows.add(List.of("upstream", target.url()));
        if (target.tls() != null) {
            rows.add(List.of("tls", target.tls().name().toString()));
        }
        String versions = client.versions().stream().map(Text::value).collect(Collectors.joining(","));
        rows.add(List.of(
                "options",
                (versions.isEmpty() ? "" : "versions=" + versions + " ")
                        + "authority=" + (client.ownAuthority() ? "upstream" : "client")
                        + " forwarded=" + client.forwarded().name().toLowerCase(Locale.ROOT)
                        + " retries=" + client.retries()));
        rows.add(List.of(
                "limits",
                "connections=" + client.limits().connections() + " waits="
                        + client.limits().waits()));
        UpstreamTimeouts timeouts = client.timeouts();
        rows.add(List.of(
                "timeouts",
                "connect=" + seconds(timeouts.connect())
                        + " response=" + seconds(timeouts.response())
                        + " idle=" + seconds(timeouts.idle())
                        + " tunnel=" + seconds(timeouts.tunnel())
                        + " keep-alive=" + seconds(timeouts.keepAlive())));
        rows.appendTo(text, "    ");
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + "s";
    }
}
