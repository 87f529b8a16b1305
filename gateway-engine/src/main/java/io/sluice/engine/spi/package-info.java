/** What an edge implements for the engine: a Kafka cluster that turns specifications into plans. */
@NullMarked
package io.sluice.engine.spi;

import org.jspecify.annotations.NullMarked;
