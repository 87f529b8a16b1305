/** The local fold of a topic: the latest record of each key, its lists, its indexes and who waits for it. */
@NullMarked
package io.sluice.kafka.view;

import org.jspecify.annotations.NullMarked;
