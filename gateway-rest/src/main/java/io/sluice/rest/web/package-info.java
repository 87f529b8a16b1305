/** The API's HTTP: operations by path and method, negotiation of media types, bodies and errors. */
@NullMarked
package io.sluice.rest.web;

import org.jspecify.annotations.NullMarked;
