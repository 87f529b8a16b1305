/** Paths of requests to path templates: which segments vary, and what they are called. */
@NullMarked
package io.sluice.record.path;

import org.jspecify.annotations.NullMarked;
