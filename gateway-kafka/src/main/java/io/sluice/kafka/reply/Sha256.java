package io.sluice.kafka.reply;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256. Each thread keeps one digest, because making one costs as much as hashing a correlation id. Any thread. */
public final class Sha256 {
    private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(Sha256::make);

    private Sha256() {}

    /** This thread's digest, without input; to be used up before anybody else on this thread asks. */
    public static MessageDigest fresh() {
        MessageDigest digest = DIGEST.get();
        digest.reset(); // whoever used it last may have failed halfway
        return digest;
    }

    private static MessageDigest make() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
