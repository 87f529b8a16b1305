/** A Kafka broker inside this process, for development and tests. */
@NullMarked
package io.sluice.dev;

import org.jspecify.annotations.NullMarked;
