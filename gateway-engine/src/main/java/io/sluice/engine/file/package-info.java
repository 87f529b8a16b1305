/** Notices that files have changed. */
@NullMarked
package io.sluice.engine.file;

import org.jspecify.annotations.NullMarked;
