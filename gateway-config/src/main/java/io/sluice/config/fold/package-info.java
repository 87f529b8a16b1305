/** What the chain of bindings amounts to: listeners, routes, clusters. */
@NullMarked
package io.sluice.config.fold;

import org.jspecify.annotations.NullMarked;
