package io.sluice.engine.spi;

import io.sluice.engine.template.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which records a fetch selects: those that have the key and all of the headers.
 *
 * @param key null for any key
 * @param headers in configuration order; empty for any
 */
public record FilterSpec(@Nullable Template key, List<HeaderSpec> headers) {

    /** Copies the list. */
    public FilterSpec {
        headers = List.copyOf(headers);
    }
}
