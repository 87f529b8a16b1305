package io.sluice.config;

import java.util.List;

/** A whole {@code zilla.yaml}: one namespace per YAML document, in file order. */
public record GatewayConfig(List<NamespaceConfig> namespaces) {

    /** Copies the list. */
    public GatewayConfig {
        namespaces = List.copyOf(namespaces);
    }
}
