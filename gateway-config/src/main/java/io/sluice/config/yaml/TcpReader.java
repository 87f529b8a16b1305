package io.sluice.config.yaml;

import io.sluice.config.AddressRange;
import io.sluice.config.BindingConfig;
import io.sluice.config.BindingName;
import io.sluice.config.Location;
import io.sluice.config.PortRange;
import io.sluice.config.Quoted;
import io.sluice.config.TcpClientConfig;
import io.sluice.config.TcpConditionConfig;
import io.sluice.config.TcpRouteConfig;
import io.sluice.config.TcpServerConfig;
import io.sluice.config.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code type: tcp}. */
final class TcpReader {

    private TcpReader() {}

    static BindingConfig server(BindingName name, Cursor cursor) {
        Cursor options = cursor.mapping("options");
        Text host = null;
        List<PortRange> ports = List.of();
        if (options != null) {
            host = options.text("host");
            if (!options.has("port")) {
                options.missing("port");
            }
            ports = Ports.read(options, "port");
            options.finish();
        } else if (!cursor.has("options")) {
            cursor.missing("options");
        }
        List<TcpRouteConfig> routes =
                Routes.read(cursor, TcpReader::route, (at, exit) -> new TcpRouteConfig(at, List.of(), Map.of(), exit));
        Text listenOn = host == null ? new Text(TcpServerConfig.DEFAULT_HOST, cursor.keyAt("options")) : host;
        return new TcpServerConfig(name, cursor.at(), listenOn, ports, routes);
    }

    static BindingConfig client(BindingName name, Cursor cursor) {
        Cursor options = cursor.mapping("options");
        Text host = null;
        List<PortRange> ports = List.of();
        if (options != null) {
            host = options.text("host");
            ports = Ports.read(options, "port");
            options.finish();
        }
        List<TcpConditionConfig> when = new ArrayList<>();
        Routes.listed(cursor, route -> Optional.of(Routes.conditions(route, TcpReader::condition)))
                .forEach(when::addAll);
        return new TcpClientConfig(name, cursor.at(), host, ports, when);
    }

    private static Optional<TcpRouteConfig> route(Cursor route) {
        return Optional.of(new TcpRouteConfig(
                route.at(),
                Routes.conditions(route, TcpReader::condition),
                Routes.guarded(route),
                route.requireText("exit")));
    }

    private static TcpConditionConfig condition(Cursor condition) {
        Location at = condition.at();
        Text authority = condition.text("authority");
        return new TcpConditionConfig(at, authority, cidr(condition), Ports.read(condition, "port"));
    }

    private static @Nullable Text cidr(Cursor condition) {
        Text cidr = condition.text("cidr");
        if (cidr != null && AddressRange.parse(cidr.value()).isEmpty()) {
            condition
                    .problems()
                    .error(cidr.at(), Quoted.bare(cidr.value()) + " (expected: an address range such as 10.0.0.0/8)");
        }
        return cidr;
    }
}
