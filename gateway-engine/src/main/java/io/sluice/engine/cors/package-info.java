/** Which web origins may use a listener, and what browsers are told about it: CORS, as the Fetch standard defines it. */
@NullMarked
package io.sluice.engine.cors;

import org.jspecify.annotations.NullMarked;
