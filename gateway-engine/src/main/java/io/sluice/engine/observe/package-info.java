/** What observers of the gateway are told: metrics, logs and whoever else wants to see what happens. */
@NullMarked
package io.sluice.engine.observe;

import org.jspecify.annotations.NullMarked;
