/** What a listener does with a request before a plan takes over: routing, authorisation, and the answers without a route. */
@NullMarked
package io.sluice.engine.listen;

import org.jspecify.annotations.NullMarked;
