/** Checks what a reader of single bindings cannot see: references, chains, addresses, and what is not built yet. */
@NullMarked
package io.sluice.config.check;

import org.jspecify.annotations.NullMarked;
