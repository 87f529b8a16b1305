/** Reads the text of a {@code zilla.yaml} into the model. The only package that knows the YAML library. */
@NullMarked
package io.sluice.config.yaml;

import org.jspecify.annotations.NullMarked;
