package io.sluice.kafka.user;

import io.sluice.config.BindingName;
import io.sluice.config.ClusterLimits;
import io.sluice.config.KafkaClientConfig;
import io.sluice.config.Location;
import io.sluice.config.SaslConfig;
import io.sluice.config.SaslConfig.Mechanism;
import io.sluice.config.Secret;
import io.sluice.config.Text;
import io.sluice.config.fold.ClusterConfig;
import io.sluice.config.fold.UserSaslConfig;
import io.sluice.engine.flow.TestIdentity;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Clusters that want to know their senders. */
final class UserConfigs {
    /** The guard that most tests are about. */
    static final String GUARD = "users";

    private static final Location AT = new Location("zilla.yaml", 1, 1, "bindings.kafka");

    private UserConfigs() {}

    /** A sender whom that guard knows by a password or a token. */
    static TestIdentity sender(String name, String proof) {
        return TestIdentity.of(GUARD, name).proven(proof);
    }

    static SaslConfig password(String username, String password) {
        return new SaslConfig(AT, Mechanism.SCRAM_SHA_512, new Text(username, AT), new Secret(password), null);
    }

    static SaslConfig token(String token) {
        return new SaslConfig(AT, Mechanism.OAUTHBEARER, null, null, new Secret(token));
    }

    /** A cluster with credentials for the guard {@code users}, and the gateway's own of the guard {@code robot}. */
    static ClusterConfig cluster(String server, SaslConfig own, SaslConfig users, int maxUsers) {
        var name = new BindingName("test", "kafka");
        var limits = new ClusterLimits(1 << 20, 1 << 20, 2, maxUsers);
        var client = new KafkaClientConfig(name, AT, List.of(), null, Map.of(), limits, List.of());
        var user = new UserSaslConfig(GUARD, new BindingName("test", GUARD), users);
        return new ClusterConfig(name, List.of(server), client, null, own, "robot", List.of(user), Set.of());
    }
}
