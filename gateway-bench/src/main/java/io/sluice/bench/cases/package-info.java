/** One class for each thing that is measured. */
@NullMarked
package io.sluice.bench.cases;

import org.jspecify.annotations.NullMarked;
