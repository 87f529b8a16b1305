/** Passing requests on to other HTTP servers: connections, pools, and what goes over them. */
@NullMarked
package io.sluice.http.upstream;

import org.jspecify.annotations.NullMarked;
