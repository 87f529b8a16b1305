/** What records the exchanges of a gateway, assembled as its configuration says. */
@NullMarked
package io.sluice.cli.recording;

import org.jspecify.annotations.NullMarked;
