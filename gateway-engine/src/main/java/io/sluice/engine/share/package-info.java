/** What outlives the configuration that opened it. */
@NullMarked
package io.sluice.engine.share;

import org.jspecify.annotations.NullMarked;
