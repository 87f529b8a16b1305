package io.sluice.engine.upstream;

import java.net.InetAddress;

/**
 * Which addresses may be connected to. It is asked with what a name was resolved to, and that address is the one that is then
 * used, so that a name cannot mean one thing to the rule and another to the connection.
 */
@FunctionalInterface
public interface AddressRule {
    /** Everything may. */
    AddressRule ANY = (origin, address) -> true;

    /** Whether a connection may be made. Any thread; must not block. */
    boolean allows(Origin origin, InetAddress address);

    /** What a client is told when none of a server's addresses is allowed: sentences. Any thread; must not block. */
    default String refusal(Origin origin) {
        return "The gateway's rules allow none of the server's addresses.";
    }
}
