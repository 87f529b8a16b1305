/** Where recorded exchanges come from: files, streams, anything that can be polled. */
@NullMarked
package io.sluice.record.source;

import org.jspecify.annotations.NullMarked;
