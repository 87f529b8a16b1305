package io.sluice.kafka.produce;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;

/**
 * Random idempotency keys: UUIDs of version 4 from a secure generator, because they make correlation ids hard to guess.
 *
 * <p>The generator is behind a lock and reads from the system; so each thread fetches the bytes of many keys at once.
 */
final class RandomKeys {
    private static final int KEYS = 64;
    private static final int KEY_BYTES = 16;
    private static final ThreadLocal<RandomKeys> OF_THREAD = ThreadLocal.withInitial(RandomKeys::new);

    private final SecureRandom random = new SecureRandom();
    private final byte[] bytes = new byte[KEYS * KEY_BYTES];
    private final ByteBuffer left = ByteBuffer.wrap(bytes).limit(0);

    private RandomKeys() {}

    /** A key that nobody has had. Any thread. */
    static String next() {
        return OF_THREAD.get().make();
    }

    private String make() {
        if (!left.hasRemaining()) {
            random.nextBytes(bytes);
            left.clear();
        }
        long high = (left.getLong() & ~0xF000L) | 0x4000L; // version 4 (RFC 9562 section 5.4)
        long low = (left.getLong() & ~(0b11L << 62)) | (0b10L << 62); // variant of the RFC
        return new UUID(high, low).toString();
    }
}
