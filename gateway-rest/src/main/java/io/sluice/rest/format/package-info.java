/** The embedded formats: what the JSON of a request becomes in a record, and a record in the JSON of a response. */
@NullMarked
package io.sluice.rest.format;

import org.jspecify.annotations.NullMarked;
