/** Recorded exchanges to an OpenAPI document: state, and what it is rendered to. */
@NullMarked
package io.sluice.record.openapi;

import org.jspecify.annotations.NullMarked;
