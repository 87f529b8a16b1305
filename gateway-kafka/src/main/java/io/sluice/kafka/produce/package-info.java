/** The produce capability: requests become records. */
@NullMarked
package io.sluice.kafka.produce;

import org.jspecify.annotations.NullMarked;
