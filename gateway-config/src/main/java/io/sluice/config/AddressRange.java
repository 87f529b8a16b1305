package io.sluice.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** A range of IPv4 or IPv6 addresses such as {@code 10.0.0.0/8}: those whose first bits are the same. Immutable. */
public final class AddressRange {
    private static final Pattern FORM = Pattern.compile("([0-9a-fA-F:.]++)/([0-9]{1,3})");
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

    private final String text;
    private final byte[] address;
    private final int bits;

    private AddressRange(String text, byte[] address, int bits) {
        this.text = text;
        this.address = address;
        this.bits = bits;
    }

    /** The range that a text stands for; empty when it stands for none. Never asks a name service. */
    public static Optional<AddressRange> parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()
                || !(form.group(1).contains(":") || IPV4.matcher(form.group(1)).matches())) {
            return Optional.empty();
        }
        try {
            byte[] address = InetAddress.getByName(form.group(1)).getAddress();
            int bits = Integer.parseInt(form.group(2));
            return bits > address.length * Byte.SIZE
                    ? Optional.empty()
                    : Optional.of(new AddressRange(text, address, bits));
        } catch (UnknownHostException e) {
            return Optional.empty(); // colons alone make no IPv6 address
        }
    }

    /** Whether an address lies in the range; one of the other family does not. */
    public boolean contains(InetAddress other) {
        byte[] bytes = other.getAddress();
        if (bytes.length != address.length) {
            return false;
        }
        int whole = bits / Byte.SIZE;
        for (int i = 0; i < whole; i++) {
            if (bytes[i] != address[i]) {
                return false;
            }
        }
        int rest = bits % Byte.SIZE;
        return rest == 0 || (bytes[whole] ^ address[whole]) >> (Byte.SIZE - rest) == 0;
    }

    /** The range as it was written. */
    @Override
    public String toString() {
        return text;
    }
}
