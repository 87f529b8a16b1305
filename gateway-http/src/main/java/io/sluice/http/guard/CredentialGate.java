package io.sluice.http.guard;

import io.sluice.engine.flow.Identity;
import io.sluice.engine.flow.Invocation;
import io.sluice.engine.listen.Challenge;
import java.util.function.Consumer;

/**
 * A guard that is given credentials of the request's head. Immutable.
 *
 * @param name the guard's name as the routes use it
 */
record CredentialGate(String name, CredentialFinder finder, Guard guard, Challenge challenge) implements Gate {

    @Override
    public void identify(Invocation invocation, Consumer<Identity> then) {
        String credentials = finder.take(invocation.request());
        if (credentials == null) {
            then.accept(Identity.ANONYMOUS);
        } else {
            guard.verify(invocation, credentials, verdict -> then.accept(identity(verdict)));
        }
    }

    private Identity identity(Verdict verdict) {
        if (verdict instanceof Verdict.Accepted accepted) {
            return new Sender(name, accepted);
        }
        if (verdict instanceof Verdict.Rejected rejected) {
            return new Refused(name, challenge.rejected(name, rejected.reason()));
        }
        return new Refused(name, ((Verdict.Undecided) verdict).problem());
    }
}
