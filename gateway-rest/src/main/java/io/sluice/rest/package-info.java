/** The Confluent REST Proxy's API, versions 2 and 3, over a Kafka cluster: what a {@code rest-kafka} binding does. */
@NullMarked
package io.sluice.rest;

import org.jspecify.annotations.NullMarked;
