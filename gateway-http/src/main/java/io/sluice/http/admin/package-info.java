/** What operators ask a gateway, on a listener of its own. */
@NullMarked
package io.sluice.http.admin;

import org.jspecify.annotations.NullMarked;
