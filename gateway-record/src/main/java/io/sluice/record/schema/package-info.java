/** What JSON values and texts have in common: their schema, learned sample by sample. */
@NullMarked
package io.sluice.record.schema;

import org.jspecify.annotations.NullMarked;
