/** Where requests stand in traces that others began, by the W3C's recommendation "Trace Context". */
@NullMarked
package io.sluice.engine.trace;

import org.jspecify.annotations.NullMarked;
