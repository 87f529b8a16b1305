package io.sluice.kafka.produce;

import io.sluice.engine.spi.Secret;
import io.sluice.kafka.reply.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Makes and checks correlation ids. Immutable; any thread.
 *
 * <pre>
 *   id = idempotency key "-" 32 hex digits (request) 8 hex digits (location)
 * </pre>
 *
 * <p>The first digits are a hash over what makes the request what it is, each part preceded by its length: the same
 * request gives the same id on every gateway. The last are a hash over the first part and the location without id, so
 * that a follow-up shows from its path alone whether the id belongs there. With a secret both are keyed, and nobody else
 * can make an id.
 */
final class CorrelationId {
    private static final int REQUEST_BYTES = 16;
    private static final int CHECK_BYTES = 4;
    private static final int HEX_DIGITS = 2 * (REQUEST_BYTES + CHECK_BYTES);
    private static final HexFormat HEX = HexFormat.of();

    private final @Nullable SecretKeySpec key;

    CorrelationId(@Nullable Secret secret) {
        this.key = secret == null ? null : new SecretKeySpec(secret.bytes(), "HmacSHA256");
    }

    /**
     * The id of a request.
     *
     * @param idempotencyKey its first part
     * @param request what makes the request what it is; null where a part is absent
     * @param location what the id is bound to
     */
    String make(String idempotencyKey, List<byte @Nullable []> request, String location) {
        String base = idempotencyKey + '-' + HEX.formatHex(hash(request), 0, REQUEST_BYTES);
        return base + check(base, location);
    }

    /** Whether an id was made for this location. */
    boolean belongsTo(String id, String location) {
        int dash = id.length() - HEX_DIGITS - 1;
        if (dash < 1 || id.charAt(dash) != '-') {
            return false;
        }
        int end = id.length() - 2 * CHECK_BYTES;
        byte[] expected = check(id.substring(0, end), location).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(expected, id.substring(end).getBytes(StandardCharsets.UTF_8));
    }

    private String check(String base, String location) {
        List<byte @Nullable []> parts =
                List.of(base.getBytes(StandardCharsets.UTF_8), location.getBytes(StandardCharsets.UTF_8));
        return HEX.formatHex(hash(parts), 0, CHECK_BYTES);
    }

    private byte[] hash(List<byte @Nullable []> parts) {
        if (key == null) {
            MessageDigest digest = Sha256.fresh();
            feed(parts, digest::update);
            return digest.digest();
        }
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            feed(parts, mac::update);
            return mac.doFinal();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key of bytes fits HmacSHA256", e);
        }
    }

    /** Lengths keep {@code ab,c} and {@code a,bc} apart, and -1 an absent part from an empty one. */
    private static void feed(List<byte @Nullable []> parts, Consumer<byte[]> sink) {
        ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
        for (byte[] part : parts) {
            length.putInt(0, part == null ? -1 : part.length);
            sink.accept(length.array());
            if (part != null) {
                sink.accept(part);
            }
        }
    }
}
