/** What the gateway is measured against: the HTTP server and the Kafka client with as little as possible around them. */
@NullMarked
package io.sluice.bench.control;

import org.jspecify.annotations.NullMarked;
