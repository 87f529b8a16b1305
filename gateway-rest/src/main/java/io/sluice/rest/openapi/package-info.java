/** The description of the API that the gateway serves, for people and for tools. */
@NullMarked
package io.sluice.rest.openapi;

import org.jspecify.annotations.NullMarked;
