package io.sluice.http.guard;

import io.sluice.engine.flow.Identity;
import io.sluice.engine.flow.Invocation;
import io.sluice.engine.listen.Challenge;
import java.security.cert.X509Certificate;
import java.util.function.Consumer;

/**
 * A guard that is given the certificate of the TLS connection. Immutable.
 *
 * <p>HTTP knows no scheme for certificates, and a 401 needs one (RFC 9110 section 15.5.2): the challenge names one that
 * says what is missing.
 *
 * @param name the guard's name as the routes use it
 */
record CertificateGate(String name, X509Guard guard) implements Gate {
    private static final Challenge CHALLENGE = new Challenge("ClientCertificate");

    @Override
    public void identify(Invocation invocation, Consumer<Identity> then) {
        X509Certificate certificate = invocation.request().clientCertificate();
        then.accept(
                certificate == null
                        ? refused("The resource requires a client certificate, and none came.")
                        : identity(guard.check(certificate)));
    }

    private Identity identity(Verdict verdict) {
        return verdict instanceof Verdict.Accepted accepted
                ? new Sender(name, accepted, null)
                : refused("The client certificate has no subject that the gateway knows how to name.");
    }

    private Identity refused(String reason) {
        return new Refused(name, CHALLENGE.rejected(name, reason));
    }
}
