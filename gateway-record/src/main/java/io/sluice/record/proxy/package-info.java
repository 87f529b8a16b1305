/** The recording reverse proxy: where a request is meant to go, whether it may, and what of it is recorded. */
@NullMarked
package io.sluice.record.proxy;

import org.jspecify.annotations.NullMarked;
