/** What differs between two OpenAPI documents. */
@NullMarked
package io.sluice.record.diff;

import org.jspecify.annotations.NullMarked;
