package io.sluice.config;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Where the credentials stand within a header, cookie or query value, such as {@code Bearer {credentials}}. Immutable.
 *
 * @param prefix text before them; compared without case, as schemes are (RFC 9110 section 11.1)
 * @param suffix text behind them
 * @param basic whether they are Base64 of name and password (RFC 7617)
 */
public record CredentialPattern(String prefix, String suffix, boolean basic) {
    /** The pattern of the Basic scheme. */
    public static final String BASIC = "Basic {username}:{password}";

    private static final String CREDENTIALS = "{credentials}";

    /**
     * Compiles a pattern.
     *
     * @throws IllegalArgumentException if it is neither {@link #BASIC} nor has {@code {credentials}} once
     */
    public static CredentialPattern compile(String pattern) {
        if (isBasic(pattern)) {
            return new CredentialPattern("Basic ", "", true);
        }
        int start = pattern.indexOf(CREDENTIALS);
        int end = start + CREDENTIALS.length();
        if (start < 0 || pattern.indexOf('{') != start || pattern.indexOf('{', end) >= 0) {
            throw new IllegalArgumentException(Quoted.bare(pattern) + " (expected: text with " + CREDENTIALS
                    + " once, such as Bearer " + CREDENTIALS + ", or " + BASIC + ")");
        }
        return new CredentialPattern(pattern.substring(0, start), pattern.substring(end), false);
    }

    /** Whether a pattern is that of the Basic scheme. */
    public static boolean isBasic(String pattern) {
        return pattern.equalsIgnoreCase(BASIC);
    }

    /**
     * The credentials within a value; null when it does not match. Of a Basic value that is not valid they are empty,
     * which no guard accepts; else they are name and password with a colon between.
     */
    public @Nullable String find(String value) {
        if (value.length() <= prefix.length() + suffix.length()
                || !value.regionMatches(true, 0, prefix, 0, prefix.length())
                || !value.endsWith(suffix)) {
            return null;
        }
        String credentials = value.substring(prefix.length(), value.length() - suffix.length());
        if (credentials.chars().anyMatch(Character::isWhitespace)) {
            return null;
        }
        return basic ? decoded(credentials) : credentials;
    }

    private static String decoded(String credentials) {
        try {
            byte[] bytes = Base64.getDecoder().decode(credentials);
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.indexOf(':') < 0 ? "" : text;
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return "";
        }
    }
}
