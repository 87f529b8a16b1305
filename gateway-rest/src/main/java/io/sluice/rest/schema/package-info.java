/** The schema registry: its REST API, seen from a client that never blocks. */
@NullMarked
package io.sluice.rest.schema;

import org.jspecify.annotations.NullMarked;
