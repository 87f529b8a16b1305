package io.sluice.engine.spi;

import io.sluice.engine.template.Template;
import java.util.Objects;

/**
 * A header by name and templated value.
 *
 * @param name as written in the configuration
 * @param value rendered per request
 */
public record HeaderSpec(String name, Template value) {

    /** Checks for nulls. */
    public HeaderSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
    }
}
