/** Fuzz targets. Each says what must hold for any input; Jazzer looks for one for which it does not. */
@NullMarked
package io.sluice.fuzz;

import org.jspecify.annotations.NullMarked;
