/** Where recordings can go without further libraries: files and standard output. */
@NullMarked
package io.sluice.record.recorder.sink;

import org.jspecify.annotations.NullMarked;
