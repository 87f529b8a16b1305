package io.sluice.kafka.user;

import io.sluice.config.SaslConfig;

/**
 * What a sender proves with who it is to the brokers. Immutable.
 *
 * @param guard the guard that knows the sender
 * @param user stands for the user, the same for a token and those that it is renewed with; keyed hash
 * @param proof stands for exactly these credentials; keyed hash
 * @param sasl the credentials
 * @param expiry of a token, in seconds since 1970; the highest value for what does not expire
 */
record UserCredential(String guard, String user, String proof, SaslConfig sasl, long expiry) {
    private static final int LABEL_DIGITS = 8;

    /** What logs call the user: it ties lines together and tells nothing else. */
    String label() {
        return user.substring(0, LABEL_DIGITS);
    }

    /** The guard and the label. */
    @Override
    public String toString() {
        return guard + ' ' + label();
    }
}
