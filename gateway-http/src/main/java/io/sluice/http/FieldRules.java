package io.sluice.http;

/** What may stand in a field line (RFC 9110 section 5): the guard against response splitting. */
public final class FieldRules {
    private static final String TOKEN_SYMBOLS = "!#$%&'*+-.^_`|~";
    private static final boolean[] TOKEN_OCTETS = new boolean[128];

    static {
        for (int c = 0; c < TOKEN_OCTETS.length; c++) {
            boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            TOKEN_OCTETS[c] = alphanumeric || TOKEN_SYMBOLS.indexOf(c) >= 0;
        }
    }

    private FieldRules() {}

    /** Whether a name is a token (RFC 9110 section 5.6.2). */
    public static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (!isTokenOctet(name.charAt(i))) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    /** Whether a character, or an octet, may stand in a token; negative ones may not. */
    public static boolean isTokenOctet(int c) {
        return c >= 0 && c < TOKEN_OCTETS.length && TOKEN_OCTETS[c];
    }

    /** Whether a value has no controls but HTAB, and fits the ISO-8859-1 octets that go on the wire (section 5.5). */
    public static boolean isValue(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f || c > 0xff) {
                return false;
            }
        }
        return true;
    }
}
