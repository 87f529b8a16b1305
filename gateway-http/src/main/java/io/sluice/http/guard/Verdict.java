package io.sluice.http.guard;

import io.sluice.engine.http.Problem;
import java.util.Map;
import java.util.Set;

/** What a guard makes of credentials. */
sealed interface Verdict {

    /**
     * The guard knows the sender.
     *
     * @param name never empty
     */
    record Accepted(String name, Map<String, String> attributes, Set<String> roles) implements Verdict {

        /** Copies the collections. */
        public Accepted {
            if (name.isEmpty()) {
                throw new IllegalArgumentException("a sender without a name cannot be told from others");
            }
            attributes = Map.copyOf(attributes);
            roles = Set.copyOf(roles);
        }
    }

    /**
     * The credentials are not valid.
     *
     * @param reason a sentence for the client, of printable ASCII without quotes, that holds nothing of the credentials
     */
    record Rejected(String reason) implements Verdict {}

    /** The guard cannot tell at present. */
    record Undecided(Problem problem) implements Verdict {}
}
