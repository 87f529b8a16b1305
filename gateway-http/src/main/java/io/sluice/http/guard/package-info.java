/** Guards: who sent a request, found out from its token, password, key or certificate before any route is looked up. */
@NullMarked
package io.sluice.http.guard;

import org.jspecify.annotations.NullMarked;
