/** Models: what the text of a field or parameter must look like. */
@NullMarked
package io.sluice.engine.model;

import org.jspecify.annotations.NullMarked;
