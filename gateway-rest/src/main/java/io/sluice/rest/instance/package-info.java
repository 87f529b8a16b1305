/** Consumer instances over HTTP, version 2: {@code /consumers}. */
@NullMarked
package io.sluice.rest.instance;

import org.jspecify.annotations.NullMarked;
