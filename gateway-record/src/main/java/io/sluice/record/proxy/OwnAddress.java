package io.sluice.record.proxy;

import io.sluice.engine.upstream.Origin;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Locale;
import java.util.regex.Pattern;

/** How the proxy itself is reached. Any thread. */
public final class OwnAddress {
    private static final Pattern LOOPBACK = Pattern.compile("(?:.*\\.)?localhost\\.?|127(?:\\.[0-9]{1,3}){3}|::1");
    private static final int UNKNOWN = -1;

    private final String scheme;
    private final String host;
    private volatile int port = UNKNOWN;

    /**
     * An address whose port is not known yet.
     *
     * @param scheme {@code http} or {@code https}
     * @param host the name or address that it listens on, IPv6 addresses without brackets
     */
    public OwnAddress(String scheme, String host) {
        this.scheme = scheme;
        this.host = host.toLowerCase(Locale.ROOT);
    }

    /** Notes the port, when it listens. */
    public void listensOn(int number) {
        port = number;
    }

    /** Where people find it, without a path. */
    public String url() {
        String name = isLoopback() || host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host;
        return scheme + "://" + (name.indexOf(':') < 0 ? name : '[' + name + ']') + ':' + port;
    }

    /** Whether nobody but this machine can reach it. */
    public boolean isLoopback() {
        return LOOPBACK.matcher(host).matches();
    }

    /** Whether a host, as it stands in a URL, is a name of it. */
    boolean isNamed(String name) {
        return name.equals(host) || LOOPBACK.matcher(name).matches();
    }

    /** Whether a URL's host and port name it. */
    boolean isNamed(Origin origin) {
        return origin.port() == port && isNamed(origin.host());
    }

    /** Whether a connection to an address would come back to it. */
    boolean isReached(Origin origin, InetAddress address) {
        return origin.port() == port && isOfThisMachine(address);
    }

    private static boolean isOfThisMachine(InetAddress address) {
        try {
            return address.isLoopbackAddress()
                    || address.isAnyLocalAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return true; // the system does not say: better none than a loop
        }
    }
}
