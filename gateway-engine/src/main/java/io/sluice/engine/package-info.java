/** The compiled gateway: what a request runs through between the HTTP edge and the Kafka edge. */
@NullMarked
package io.sluice.engine;

import org.jspecify.annotations.NullMarked;
