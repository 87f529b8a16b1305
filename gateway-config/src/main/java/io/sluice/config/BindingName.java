package io.sluice.config;

import static java.util.Objects.requireNonNull;

/** The name of a binding, unique in a configuration. */
public record BindingName(String namespace, String name) {

    /** Rejects missing parts. */
    public BindingName {
        requireNonNull(namespace, "namespace");
        requireNonNull(name, "name");
    }

    /** Resolves {@code name} or {@code namespace:name} as it is written in this namespace. */
    public static BindingName resolve(String namespace, String reference) {
        int colon = reference.indexOf(':');
        return colon < 0
                ? new BindingName(namespace, reference)
                : new BindingName(reference.substring(0, colon), reference.substring(colon + 1));
    }

    /** {@code namespace:name}. */
    @Override
    public String toString() {
        return namespace + ":" + name;
    }
}
