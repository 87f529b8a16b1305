/** What the API tells of brokers, topics and partitions. */
@NullMarked
package io.sluice.rest.metadata;

import org.jspecify.annotations.NullMarked;
