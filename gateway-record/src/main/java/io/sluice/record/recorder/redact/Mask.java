package io.sluice.record.recorder.redact;

import io.sluice.config.Secret;
import io.sluice.record.exchange.RecordedExchange;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** What stands in the place of a secret. One thread. */
final class Mask {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "hmac:";
    private static final int BYTES = 8;

    private final @Nullable Mac mac;

    /**
     * A mask.
     *
     * @param key of the hashes that stand for secrets; null for asterisks
     */
    Mask(@Nullable Secret key) {
        this.mac = key == null ? null : mac(key);
    }

    private static Mac mac(Secret key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.value().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }

    /** What stands for a secret. */
    String of(String secret) {
        if (mac == null) {
            return RecordedExchange.REDACTED;
        }
        byte[] hash = mac.doFinal(secret.getBytes(StandardCharsets.UTF_8));
        return PREFIX + HexFormat.of().formatHex(hash, 0, BYTES);
    }
}
