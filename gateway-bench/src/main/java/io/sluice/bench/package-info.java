/** The bench: starts broker, gateway and controls, drives them in turn, and reports ratios. */
@NullMarked
package io.sluice.bench;

import org.jspecify.annotations.NullMarked;
