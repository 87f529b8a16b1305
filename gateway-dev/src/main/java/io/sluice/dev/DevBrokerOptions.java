package io.sluice.dev;

import java.util.HashMap;
import java.util.Map;

/**
 * How a development broker is set up. Immutable.
 *
 * @param port the port that clients connect to on 127.0.0.1, 1..65535; 0 for a free one
 * @param anyPortIfBusy whether a free port is taken when {@code port} is not; otherwise the start fails
 * @param properties broker settings beyond, or instead of, the broker's own. The listener that clients use is named
 *     {@code CLIENT}, so that {@code listener.security.protocol.map} and {@code listener.name.client.*} can be given
 * @param listeners further listeners on 127.0.0.1, name to port
 */
public record DevBrokerOptions(
        int port, boolean anyPortIfBusy, Map<String, String> properties, Map<String, Integer> listeners) {
    private static final DevBrokerOptions DEFAULTS = new DevBrokerOptions(0, false, Map.of(), Map.of());

    /** Checks the port and copies the maps. */
    public DevBrokerOptions {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port: " + port + " (expected: 0..65535)");
        }
        properties = Map.copyOf(properties);
        listeners = Map.copyOf(listeners);
    }

    /** A free port and no further settings. */
    public static DevBrokerOptions defaults() {
        return DEFAULTS;
    }

    /** The same on this port and no other. */
    public DevBrokerOptions onPort(int wanted) {
        return new DevBrokerOptions(wanted, false, properties, listeners);
    }

    /** The same on this port when it is free, else on a free one. */
    public DevBrokerOptions preferringPort(int wanted) {
        return new DevBrokerOptions(wanted, true, properties, listeners);
    }

    /** The same with one more broker setting. */
    public DevBrokerOptions with(String name, String value) {
        var extended = new HashMap<>(properties);
        extended.put(name, value);
        return new DevBrokerOptions(port, anyPortIfBusy, extended, listeners);
    }

    /** The same with one more listener, whose protocol {@code listener.security.protocol.map} has to say. */
    public DevBrokerOptions listening(String name, int listenerPort) {
        var extended = new HashMap<>(listeners);
        extended.put(name, listenerPort);
        return new DevBrokerOptions(port, anyPortIfBusy, properties, extended);
    }
}
