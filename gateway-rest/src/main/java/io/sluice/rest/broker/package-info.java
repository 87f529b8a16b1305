/**
 * One thread and one client for all conversations with a Kafka cluster: connections, metadata, coordinators, timers.
 *
 * <p>It stands on the protocol layer of kafka-clients instead of its consumers, which have a thread each. Whatever is
 * not said to be for any thread belongs to the thread of the {@link io.sluice.rest.broker.BrokerLoop}.
 */
@NullMarked
package io.sluice.rest.broker;

import org.jspecify.annotations.NullMarked;
