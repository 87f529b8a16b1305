/** The fetch capability: what a GET on a topic answers. */
@NullMarked
package io.sluice.kafka.fetch;

import org.jspecify.annotations.NullMarked;
