package io.sluice.record.proxy;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Tells addresses of the public Internet from those of this machine, of private networks and of special purposes (the IANA
 * registries of RFC 6890). An IPv6 address that stands for an IPv4 address is judged by that one. Stateless.
 */
final class PublicAddresses {
    private static final int IPV4_BYTES = 4;

    private static final List<Block> NOT_PUBLIC_4 = List.of(
            block(8, 0), // this network
            block(8, 10),
            block(10, 100, 64), // carriers' NAT, and the metadata of a cloud
            block(8, 127),
            block(16, 169, 254), // link-local, and the metadata of most clouds
            block(12, 172, 16),
            block(32, 168, 63, 129, 16), // the metadata of a cloud
            block(24, 192, 0, 0),
            block(24, 192, 0, 2),
            block(24, 192, 88, 99),
            block(16, 192, 168),
            block(15, 198, 18),
            block(24, 198, 51, 100),
            block(24, 203, 0, 113),
            block(4, 224), // multicast
            block(4, 240)); // reserved, and broadcast

    private static final Block GLOBAL_UNICAST_6 = block(3, 0x20);
    private static final List<Block> NOT_PUBLIC_6 = List.of(
            block(23, 0x20, 0x01, 0x00), // protocols, Teredo among them
            block(32, 0x20, 0x01, 0x0d, 0xb8),
            block(20, 0x3f, 0xff, 0x00));
    private static final Block MAPPED = block(96, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff);
    private static final Block NAT64 = block(96, 0, 0x64, 0xff, 0x9b);
    private static final Block SIX_TO_FOUR = block(16, 0x20, 0x02);

    private PublicAddresses() {}

    /** Whether an address belongs to the public Internet. */
    static boolean contain(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? contain4(bytes, 0) : contain6(bytes);
    }

    private static boolean contain4(byte[] bytes, int from) {
        byte[] four = new byte[IPV4_BYTES];
        System.arraycopy(bytes, from, four, 0, IPV4_BYTES);
        return NOT_PUBLIC_4.stream().noneMatch(block -> block.contains(four));
    }

    private static boolean contain6(byte[] bytes) {
        if (MAPPED.contains(bytes) || NAT64.contains(bytes)) {
            return contain4(bytes, bytes.length - IPV4_BYTES);
        }
        if (SIX_TO_FOUR.contains(bytes)) {
            return contain4(bytes, 2);
        }
        return GLOBAL_UNICAST_6.contains(bytes) && NOT_PUBLIC_6.stream().noneMatch(block -> block.contains(bytes));
    }

    private static Block block(int bits, int... bytes) {
        byte[] prefix = new byte[(bits + Byte.SIZE - 1) / Byte.SIZE];
        for (int i = 0; i < bytes.length && i < prefix.length; i++) {
            prefix[i] = (byte) bytes[i];
        }
        return new Block(prefix, bits);
    }

    /** Addresses that begin alike. */
    private static final class Block {
        private final byte[] prefix;
        private final int bits;

        private Block(byte[] prefix, int bits) {
            this.prefix = prefix;
            this.bits = bits;
        }

        private boolean contains(byte[] address) {
            for (int i = 0; i < prefix.length; i++) {
                int significant = Math.min(Byte.SIZE, bits - i * Byte.SIZE);
                int shift = Byte.SIZE - significant;
                if ((address[i] & 0xff) >> shift != (prefix[i] & 0xff) >> shift) {
                    return false;
                }
            }
            return true;
        }
    }
}
