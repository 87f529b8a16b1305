/** The Kafka edge: one {@code KafkaCluster} per folded cluster of the configuration. */
@NullMarked
package io.sluice.kafka;

import org.jspecify.annotations.NullMarked;
