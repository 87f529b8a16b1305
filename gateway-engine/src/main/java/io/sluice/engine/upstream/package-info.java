/** Passing requests on to other HTTP servers, as routes and the recording proxy ask for it and an edge does it. */
@NullMarked
package io.sluice.engine.upstream;

import org.jspecify.annotations.NullMarked;
