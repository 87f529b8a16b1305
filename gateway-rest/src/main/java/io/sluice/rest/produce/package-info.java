/** Records by POST, version 2: from the request's body to an answer for each record. */
@NullMarked
package io.sluice.rest.produce;

import org.jspecify.annotations.NullMarked;
