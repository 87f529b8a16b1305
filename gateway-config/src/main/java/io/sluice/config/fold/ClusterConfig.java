package io.sluice.config.fold;

import static java.util.Objects.requireNonNull;

import io.sluice.config.BindingName;
import io.sluice.config.KafkaClientConfig;
import io.sluice.config.SaslConfig;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One Kafka cluster: the {@code kafka} client with everything in front of and behind it. Two of the same name are equal.
 *
 * @param name the {@code kafka} client binding
 * @param servers {@code host:port}, at least one: of the client, or of the tcp client behind it (0.9 dialect)
 * @param tls null for plain text
 * @param sasl how the gateway proves who it is, with the credentials of an {@code inline} guard filled in; null for no
 *     proof
 * @param ownGuard the {@code inline} guard that {@code sasl} comes from, as the client names it; null for none
 * @param users how senders prove who they are, in file order; empty when everything is done in the gateway's name
 * @param bootstrapTopics topics that its cache servers read ahead, in file order
 */
public record ClusterConfig(
        BindingName name,
        List<String> servers,
        KafkaClientConfig client,
        @Nullable TlsConfig tls,
        @Nullable SaslConfig sasl,
        @Nullable String ownGuard,
        List<UserSaslConfig> users,
        Set<String> bootstrapTopics) {

    /** Copies the collections. */
    public ClusterConfig {
        requireNonNull(name, "name");
        servers = List.copyOf(servers);
        requireNonNull(client, "client");
        users = List.copyOf(users);
        bootstrapTopics = Collections.unmodifiableSet(new LinkedHashSet<>(bootstrapTopics));
    }

    /** A cluster that does everything in the gateway's name. */
    public ClusterConfig(
            BindingName name,
            List<String> servers,
            KafkaClientConfig client,
            @Nullable TlsConfig tls,
            @Nullable SaslConfig sasl,
            Set<String> bootstrapTopics) {
        this(name, servers, client, tls, sasl, null, List.of(), bootstrapTopics);
    }

    /** The guards that know in whose name something is done here, as the client names them. */
    public Set<String> guards() {
        Set<String> guards = new LinkedHashSet<>();
        users.forEach(user -> guards.add(user.guard()));
        if (ownGuard != null) {
            guards.add(ownGuard);
        }
        return guards;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ClusterConfig cluster && name.equals(cluster.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
