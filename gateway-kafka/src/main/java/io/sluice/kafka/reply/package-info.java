/** Correlated replies: who waits for which, and where each lies in its topic. */
@NullMarked
package io.sluice.kafka.reply;

import org.jspecify.annotations.NullMarked;
