package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A binding of a type or kind that this gateway does not have, say {@code mqtt}. It is kept so that a file shared with
 * other protocols loads as long as nothing that is served leads here.
 *
 * @param kind as written; empty when missing
 */
public record UnsupportedBindingConfig(BindingName name, Location at, String type, String kind, List<Text> exits)
        implements BindingConfig {

    /** Copies the list. */
    public UnsupportedBindingConfig {
        requireNonNull(name, "name");
        requireNonNull(at, "at");
        requireNonNull(type, "type");
        requireNonNull(kind, "kind");
        exits = List.copyOf(exits);
    }
}
