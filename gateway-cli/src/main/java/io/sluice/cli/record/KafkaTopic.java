package io.sluice.cli.record;

import org.jspecify.annotations.Nullable;

/**
 * What is read of which topic.
 *
 * @param servers where the cluster is found, as {@code host:port} with commas between
 * @param name the topic's name
 * @param group the consumer group that remembers how far it got; null for none
 * @param fromBeginning whether to begin with the oldest record whatever the group remembers
 * @param untilEnd whether to stop at what are the ends at the start
 */
record KafkaTopic(String servers, String name, @Nullable String group, boolean fromBeginning, boolean untilEnd) {}
