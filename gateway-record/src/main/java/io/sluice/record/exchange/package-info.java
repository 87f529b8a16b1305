/** A recorded request with its response as a value, read from and written to the http-types format and HAR. */
@NullMarked
package io.sluice.record.exchange;

import org.jspecify.annotations.NullMarked;
