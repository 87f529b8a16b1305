/** What is done in the name of single senders, whose own rights count then: their credentials, connections and rights. */
@NullMarked
package io.sluice.kafka.user;

import org.jspecify.annotations.NullMarked;
