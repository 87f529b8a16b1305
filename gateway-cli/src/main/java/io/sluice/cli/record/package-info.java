/** Commands that work on recorded exchanges. */
@NullMarked
package io.sluice.cli.record;

import org.jspecify.annotations.NullMarked;
