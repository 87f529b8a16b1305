/** Whether exchanges are what an OpenAPI document allows. */
@NullMarked
package io.sluice.record.check;

import org.jspecify.annotations.NullMarked;
