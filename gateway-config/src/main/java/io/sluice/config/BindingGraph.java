package io.sluice.config;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The bindings of all namespaces by name, and how their exits connect them. Immutable. */
public final class BindingGraph {
    private final Map<BindingName, BindingConfig> bindings = new LinkedHashMap<>();

    /** Indexes the bindings of a configuration; exits need not lead anywhere. */
    public BindingGraph(GatewayConfig config) {
        for (NamespaceConfig namespace : config.namespaces()) {
            namespace.bindings().values().forEach(binding -> bindings.put(binding.name(), binding));
        }
    }

    /** All bindings, in file order. */
    public Collection<BindingConfig> bindings() {
        return Collections.unmodifiableCollection(bindings.values());
    }

    /** All names, in file order. */
    public Set<BindingName> names() {
        return Collections.unmodifiableSet(bindings.keySet());
    }

    /** The binding that an exit leads to: a name of the same namespace, or {@code namespace:name}. */
    public Optional<BindingConfig> target(BindingConfig from, Text exit) {
        return target(from.name().namespace(), exit);
    }

    /** The binding that an exit leads to which is written in a namespace, outside of its bindings. */
    public Optional<BindingConfig> target(String namespace, Text exit) {
        return Optional.ofNullable(bindings.get(BindingName.resolve(namespace, exit.value())));
    }

    /** The given bindings and everything that their exits lead to. */
    public Set<BindingConfig> reachableFrom(Collection<? extends BindingConfig> roots) {
        Set<BindingName> seen = new LinkedHashSet<>();
        Set<BindingConfig> reached = new LinkedHashSet<>();
        Deque<BindingConfig> open = new ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            BindingConfig binding = open.removeFirst();
            if (seen.add(binding.name())) {
                reached.add(binding);
                binding.exits().forEach(exit -> target(binding, exit).ifPresent(open::addLast));
            }
        }
        return reached;
    }
}
