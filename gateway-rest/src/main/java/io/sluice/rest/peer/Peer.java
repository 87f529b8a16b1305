package io.sluice.rest.peer;

import java.net.URI;

/**
 * A gateway that serves the same API.
 *
 * @param id its {@code options.id}
 * @param address the URL that it is reached at by the others
 * @param seenAt when it was last heard of, by {@link System#nanoTime}
 */
record Peer(String id, URI address, long seenAt) {}
