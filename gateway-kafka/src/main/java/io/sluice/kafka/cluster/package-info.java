/** One Kafka cluster behind the routes: its settings, its topics' state, and the parts that share it. */
@NullMarked
package io.sluice.kafka.cluster;

import org.jspecify.annotations.NullMarked;
