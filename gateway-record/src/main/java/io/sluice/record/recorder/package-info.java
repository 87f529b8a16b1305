/** Recording what goes through the gateway, in the http-types format, without the gateway waiting for it. */
@NullMarked
package io.sluice.record.recorder;

import org.jspecify.annotations.NullMarked;
