package io.sluice.config.check;

import io.sluice.config.BindingConfig;
import io.sluice.config.Location;
import io.sluice.config.PortRange;
import io.sluice.config.Problems;
import io.sluice.config.TcpServerConfig;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** No two listeners share an address, and there are not absurdly many of them. */
final class AddressCheck {
    /** Most ports that a configuration may listen on. */
    static final int MOST_PORTS = 1000;

    private final Problems problems;
    private final Map<Integer, Map<String, Location>> hostsByPort = new HashMap<>();

    AddressCheck(Problems problems) {
        this.problems = problems;
    }

    void run(Collection<BindingConfig> bindings) {
        long ports = 0;
        for (BindingConfig binding : bindings) {
            if (binding instanceof TcpServerConfig server) {
                for (PortRange range : server.ports()) {
                    ports += range.last() - range.first() + 1;
                    if (ports > MOST_PORTS) {
                        problems.error(range.at(), "more than " + MOST_PORTS + " ports to listen on");
                        return;
                    }
                    check(server.host().value(), range);
                }
            }
        }
    }

    private void check(String host, PortRange range) {
        // Port 0 asks for any free port, so that two of them differ.
        for (int port = Math.max(1, range.first()); port <= range.last(); port++) {
            Map<String, Location> hosts = hostsByPort.computeIfAbsent(port, key -> new HashMap<>());
            for (Map.Entry<String, Location> other : hosts.entrySet()) {
                if (isOneAddress(host, other.getKey())) {
                    problems.error(
                            range.at(),
                            "port " + port + " of " + host + " is listened on already (line "
                                    + other.getValue().line() + ")");
                    return;
                }
            }
            hosts.put(host, range.at());
        }
    }

    private static boolean isOneAddress(String left, String right) {
        String all = TcpServerConfig.DEFAULT_HOST;
        return left.equals(right) || left.equals(all) || right.equals(all);
    }
}
