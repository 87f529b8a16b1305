/** The {@code gateway} command: assembles configuration, HTTP and Kafka. */
@NullMarked
package io.sluice.cli;

import org.jspecify.annotations.NullMarked;
