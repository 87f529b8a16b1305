/** The OpenAPI document of what a configuration serves, made of the configuration alone. */
@NullMarked
package io.sluice.record.routes;

import org.jspecify.annotations.NullMarked;
