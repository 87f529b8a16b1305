/** Faults on purpose: brokers, networks, disks and the gateway itself fail under load, and the books are checked. */
@NullMarked
package io.sluice.faults;

import org.jspecify.annotations.NullMarked;
