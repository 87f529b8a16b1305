package io.sluice.kafka.view;

/**
 * The CRC-32 of two joined byte sequences from the CRC-32 of each (RFC 1952 section 8), so that parts that were
 * compressed separately can make one gzip stream.
 *
 * <p>Appending n bytes multiplies a checksum, taken as a polynomial over GF(2), by x to the power of 8n, modulo the CRC's
 * polynomial. The power is found by repeated squaring.
 */
final class Crc32 {
    /** The polynomial, its coefficients reversed as in the checksum itself: the highest bit is that of x to the power 0. */
    private static final int POLYNOMIAL = 0xEDB88320;

    private static final int ONE = 1 << 31;
    private static final int X_POWER_8 = 1 << 23;

    private Crc32() {}

    /**
     * The checksum of a sequence followed by another.
     *
     * @param first the checksum of the first
     * @param second the checksum of the second
     * @param secondLength the second's length in bytes
     */
    static int join(int first, int second, long secondLength) {
        return multiply(first, power(secondLength)) ^ second;
    }

    /** x to the power of 8n. */
    private static int power(long n) {
        int result = ONE;
        int square = X_POWER_8;
        for (long rest = n; rest != 0; rest >>>= 1) {
            if ((rest & 1) != 0) {
                result = multiply(result, square);
            }
            square = multiply(square, square);
        }
        return result;
    }

    private static int multiply(int left, int right) {
        int product = 0;
        int shifted = right;
        for (int bit = ONE; bit != 0; bit >>>= 1) {
            if ((left & bit) != 0) {
                product ^= shifted;
            }
            shifted = (shifted & 1) != 0 ? (shifted >>> 1) ^ POLYNOMIAL : shifted >>> 1;
        }
        return product;
    }
}
