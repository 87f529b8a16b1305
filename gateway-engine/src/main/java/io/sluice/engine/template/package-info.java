/** Compiled expressions such as {@code /items/${params.id}}. */
@NullMarked
package io.sluice.engine.template;

import org.jspecify.annotations.NullMarked;
