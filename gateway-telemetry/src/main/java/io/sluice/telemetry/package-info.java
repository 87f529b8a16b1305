/** What operators see of a running gateway: metrics and their exporters, the access log, and events. */
@NullMarked
package io.sluice.telemetry;

import org.jspecify.annotations.NullMarked;
