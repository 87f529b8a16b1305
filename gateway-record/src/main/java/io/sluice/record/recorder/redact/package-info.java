/** Takes secrets out of what is recorded: by their names, by their places and by what they look like. */
@NullMarked
package io.sluice.record.recorder.redact;

import org.jspecify.annotations.NullMarked;
