/** Reading topics without a consumer instance: pages of records, and streams of them as server-sent events. */
@NullMarked
package io.sluice.rest.stream;

import org.jspecify.annotations.NullMarked;
