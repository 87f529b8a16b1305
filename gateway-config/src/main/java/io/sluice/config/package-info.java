/** The model of a {@code zilla.yaml}: immutable records, each part with the place it was written at. */
@NullMarked
package io.sluice.config;

import org.jspecify.annotations.NullMarked;
