package io.sluice.engine.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** Where keys and trusted certificates come from, as often as they are asked for. Blocks, so never on an I/O thread. */
interface TlsSource {
    /**
     * Reads everything.
     *
     * @throws IOException if something cannot be had; the message names the file
     * @throws io.sluice.config.InvalidConfigException if what a configuration names cannot be had
     */
    TlsMaterial read() throws IOException;

    /** The files that were read or would be, to be watched. */
    Set<Path> paths() throws IOException;
}
