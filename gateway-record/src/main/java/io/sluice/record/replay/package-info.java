/** Sending recorded requests again, and comparing what comes back. */
@NullMarked
package io.sluice.record.replay;

import org.jspecify.annotations.NullMarked;
