package io.sluice.http.guard;

import io.sluice.config.Secret;
import io.sluice.engine.flow.Identity;
import io.sluice.engine.flow.Invocation;
import io.sluice.engine.listen.Challenge;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A guard that is given credentials of the request's head. Immutable.
 *
 * @param name the guard's name as the routes use it
 * @param handsOn whether a cluster behind the listener wants the credentials; otherwise nothing keeps them
 */
record CredentialGate(String name, CredentialFinder finder, Guard guard, Challenge challenge, boolean handsOn)
        implements Gate {
    private static final Logger LOGGER = LoggerFactory.getLogger(CredentialGate.class);

    @Override
    public void identify(Invocation invocation, Consumer<Identity> then) {
        String credentials = finder.take(invocation.request());
        if (credentials == null) {
            then.accept(Identity.ANONYMOUS);
        } else {
            guard.verify(invocation, credentials, verdict -> {
                log(invocation, verdict);
                then.accept(identity(verdict, credentials));
            });
        }
    }

    private void log(Invocation invocation, Verdict verdict) {
        if (LOGGER.isDebugEnabled() && verdict instanceof Verdict.Rejected rejected) {
            LOGGER.atDebug()
                    .addKeyValue("guard", name)
                    .addKeyValue("requestId", invocation.requestId())
                    .addKeyValue("reason", rejected.reason())
                    .log("credentials rejected");
        }
    }

    private Identity identity(Verdict verdict, String credentials) {
        if (verdict instanceof Verdict.Accepted accepted) {
            return new Sender(name, accepted, handsOn ? new Secret(guard.proof(credentials)) : null);
        }
        if (verdict instanceof Verdict.Rejected rejected) {
            return new Refused(name, challenge.rejected(name, rejected.reason()));
        }
        return new Refused(name, ((Verdict.Undecided) verdict).problem());
    }
}
