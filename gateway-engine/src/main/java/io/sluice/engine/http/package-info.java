/** HTTP as the engine sees it: requests, responses, preferences, validators and problems, free of any server's types. */
@NullMarked
package io.sluice.engine.http;

import org.jspecify.annotations.NullMarked;
