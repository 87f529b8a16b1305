/** The HTTP edge: Undertow listeners and the bridge from exchanges to invocations. */
@NullMarked
package io.sluice.http;

import org.jspecify.annotations.NullMarked;
