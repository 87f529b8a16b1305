/** A Kafka broker and a schema registry inside this process, for development and tests. */
@NullMarked
package io.sluice.dev;

import org.jspecify.annotations.NullMarked;
