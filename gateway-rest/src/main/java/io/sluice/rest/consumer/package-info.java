/**
 * Consumers without threads: the instances of the REST Proxy's API, their groups, positions and reads, and readers of
 * single partitions. All of them live on the thread of one {@link io.sluice.rest.broker.BrokerLoop}.
 */
@NullMarked
package io.sluice.rest.consumer;

import org.jspecify.annotations.NullMarked;
