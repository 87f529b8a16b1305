package io.sluice.engine.flow;

import io.sluice.config.Secret;
import io.sluice.engine.http.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who sent a request, as the guards of its listener found out. Immutable. */
public interface Identity {

    /** Nobody in particular: no guard knows the sender. */
    Identity ANONYMOUS = new Identity() {
        @Override
        public @Nullable String name(String guard) {
            return null;
        }

        @Override
        public @Nullable String attribute(String guard, String attribute) {
            return null;
        }

        @Override
        public String subject() {
            return "";
        }

        @Override
        public boolean grants(String guard, List<String> roles) {
            return false;
        }

        @Override
        public String toString() {
            return "anonymous";
        }
    };

    /** The sender's name according to a guard ({@code ${guarded['guard'].identity}}); null when it has none. */
    @Nullable String name(String guard);

    /** An attribute according to a guard ({@code ${guarded['guard'].attributes.name}}); null when it has none. */
    @Nullable String attribute(String guard, String attribute);

    /** What tells this sender from others, the same for every request of it; empty for anonymous ones. */
    String subject();

    /** Whether a guard grants all of the roles; with no roles, whether it knows the sender. */
    boolean grants(String guard, List<String> roles);

    /**
     * What the sender brought to prove to a guard who it is, such as a token or a password; null when the guard does not
     * know the sender, and where no cluster behind the listener would hand it on to its brokers.
     */
    default @Nullable Secret credentials(String guard) {
        return null;
    }

    /**
     * What to answer where a guard has to know the sender and does not, because it refused the credentials that came or
     * cannot check them at present; null when none came.
     */
    default @Nullable Problem refusal(String guard) {
        return null;
    }
}
