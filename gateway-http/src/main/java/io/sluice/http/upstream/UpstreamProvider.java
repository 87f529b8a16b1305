package io.sluice.http.upstream;

import io.sluice.config.AddressRange;
import io.sluice.config.HttpClientConfig;
import io.sluice.config.TcpConditionConfig;
import io.sluice.config.fold.TlsConfig;
import io.sluice.config.fold.UpstreamTarget;
import io.sluice.engine.file.FileWatch;
import io.sluice.engine.observe.UpstreamObserver;
import io.sluice.engine.share.SharedParts;
import io.sluice.engine.spi.Proxy;
import io.sluice.engine.spi.SharedProxy;
import io.sluice.engine.tls.TlsContext;
import io.sluice.engine.upstream.AddressRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.xnio.XnioWorker;

/**
 * Opens {@code http} clients. Whoever asks for the same one as somebody before, and before that one has closed it, shares its
 * connections: so they survive a change of the configuration that leaves it as it is.
 */
public final class UpstreamProvider {
    private final Supplier<XnioWorker> worker;
    private final Path folder;
    private final FileWatch files;
    private final Function<String, UpstreamObserver> observers;
    private final SharedParts<UpstreamProxy> proxies = new SharedParts<>(UpstreamProxy::close);

    /**
     * Makes a provider.
     *
     * @param worker the I/O threads of the edge that requests come from; asked for when a client starts
     * @param folder what relative paths of vaults start from
     * @param files notices certificates that have changed
     * @param observers of the connections of a client, by its name
     */
    public UpstreamProvider(
            Supplier<XnioWorker> worker, Path folder, FileWatch files, Function<String, UpstreamObserver> observers) {
        this.worker = Objects.requireNonNull(worker, "worker");
        this.folder = Objects.requireNonNull(folder, "folder");
        this.files = Objects.requireNonNull(files, "files");
        this.observers = Objects.requireNonNull(observers, "observers");
    }

    /** For configurations that are looked at and not run: what it opens cannot be started. */
    public static UpstreamProvider forChecks(Path folder, FileWatch files) {
        return new UpstreamProvider(
                () -> {
                    throw new IllegalStateException("only for checks");
                },
                folder,
                files,
                exit -> UpstreamObserver.NONE);
    }

    /**
     * Opens a client. Any thread but an I/O thread.
     *
     * @throws io.sluice.config.InvalidConfigException if its certificates cannot be had
     */
    public Proxy open(UpstreamTarget target) {
        return new SharedProxy(proxies.take(target, () -> make(target)));
    }

    private UpstreamProxy make(UpstreamTarget target) {
        TlsConfig tls = target.tls();
        UpstreamObserver observer = observers.apply(target.name().name());
        if (tls == null) {
            return new UpstreamProxy(target, options(target), null, () -> {}, worker, observer);
        }
        TlsContext context = TlsContext.client(tls, folder);
        FileWatch.Registration watch = files.add(context::paths, context::refresh);
        return new UpstreamProxy(target, options(target), UpstreamTls.of(context), watch, worker, observer);
    }

    private static UpstreamOptions options(UpstreamTarget target) {
        HttpClientConfig client = target.client();
        UpstreamVersions versions = !client.speaks("h2")
                ? UpstreamVersions.HTTP_1
                : client.speaks("http/1.1") ? UpstreamVersions.BOTH : UpstreamVersions.HTTP_2;
        return new UpstreamOptions(
                client.limits(),
                client.limits().connections(),
                client.timeouts(),
                client.forwarded(),
                client.retries(),
                versions,
                rule(target.when()));
    }

    /** What the conditions of the {@code tcp} client say. */
    private static AddressRule rule(List<TcpConditionConfig> when) {
        if (when.isEmpty()) {
            return AddressRule.ANY;
        }
        List<AddressRule> rules = when.stream().map(UpstreamProvider::rule).toList();
        return (origin, address) -> rules.stream().anyMatch(rule -> rule.allows(origin, address));
    }

    private static AddressRule rule(TcpConditionConfig condition) {
        AddressRange range = condition.cidr() == null
                ? null
                : AddressRange.parse(condition.cidr().value()).orElse(null);
        String host =
                condition.authority() == null ? "*" : condition.authority().value();
        return (origin, address) -> condition.allowsPort(origin.port())
                && (range == null || range.contains(address))
                && (host.equals("*") || host.equalsIgnoreCase(origin.host()));
    }
}
