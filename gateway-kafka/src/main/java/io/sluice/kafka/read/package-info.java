/** Reading whole topics from the beginning, without a group: the thread behind views and replies. */
@NullMarked
package io.sluice.kafka.read;

import org.jspecify.annotations.NullMarked;
