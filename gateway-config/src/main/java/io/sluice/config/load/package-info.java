/** The single way in: a file becomes a configuration that can run, or a list of problems. */
@NullMarked
package io.sluice.config.load;

import org.jspecify.annotations.NullMarked;
