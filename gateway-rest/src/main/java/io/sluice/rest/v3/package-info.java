/** Version 3 of the API: the cluster, its topics and consumer groups as entities with links, and records. */
@NullMarked
package io.sluice.rest.v3;

import org.jspecify.annotations.NullMarked;
