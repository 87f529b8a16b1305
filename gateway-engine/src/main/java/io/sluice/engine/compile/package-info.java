/** From the folded configuration to the tables and plans that requests run through. */
@NullMarked
package io.sluice.engine.compile;

import org.jspecify.annotations.NullMarked;
