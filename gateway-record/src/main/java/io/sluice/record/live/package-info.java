/** OpenAPI documents that follow what is being recorded. */
@NullMarked
package io.sluice.record.live;

import org.jspecify.annotations.NullMarked;
