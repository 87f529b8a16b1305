/** Micro benchmarks of what every request passes. */
@NullMarked
package io.sluice.bench.jmh;

import org.jspecify.annotations.NullMarked;
