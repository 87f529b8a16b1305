/** A request's way through the gateway: the invocation that ends once, and the plans it runs through. */
@NullMarked
package io.sluice.engine.flow;

import org.jspecify.annotations.NullMarked;
