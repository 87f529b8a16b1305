/** Gateways that serve the same API side by side: who they are, and calls for consumer instances that another one holds. */
@NullMarked
package io.sluice.rest.peer;

import org.jspecify.annotations.NullMarked;
