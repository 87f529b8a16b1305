/** Compiled conditions: patterns, the table that finds the first matching route, and the parameters it binds. */
@NullMarked
package io.sluice.engine.route;

import org.jspecify.annotations.NullMarked;
