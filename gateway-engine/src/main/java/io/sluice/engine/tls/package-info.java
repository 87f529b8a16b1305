/** Keys and certificates from the files of a vault, for the TLS of listeners and of clients; read again when they change. */
@NullMarked
package io.sluice.engine.tls;

import org.jspecify.annotations.NullMarked;
