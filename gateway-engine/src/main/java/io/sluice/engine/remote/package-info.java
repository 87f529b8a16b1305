/** Documents that are fetched from other machines. */
@NullMarked
package io.sluice.engine.remote;

import org.jspecify.annotations.NullMarked;
