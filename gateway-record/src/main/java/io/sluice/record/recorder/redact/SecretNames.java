package io.sluice.record.recorder.redact;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells names whose values are secrets: header fields, parameters, members. Case does not count, nor do separators, so that
 * {@code apiKey}, {@code api_key} and {@code X-API-Key} are one. What was asked before is kept in a table of fixed size.
 * One thread.
 */
final class SecretNames {
    private static final int SLOTS = 1024;
    private static final int LONGEST = 64; // of names that are kept, and of what is looked at from their ends

    private static final Set<String> WHOLE = Set.of(
            "auth",
            "bearer",
            "codeverifier",
            "authorizationcode",
            "connectsid",
            "cookie",
            "csrf",
            "cvc",
            "cvv",
            "cvv2",
            "mfacode",
            "otp",
            "pass",
            "phpauthpw",
            "pw",
            "samlresponse",
            "secrets",
            "securitycode",
            "session",
            "setcookie",
            "sid",
            "sig",
            "tokens",
            "totp",
            "xsrf",
            "accesstokens",
            "refreshtokens",
            "apitokens");
    private static final String[] ENDS = {
        "token",
        "tokenvalue",
        "secret",
        "secretvalue",
        "passwd",
        "pwd",
        "passphrase",
        "passcode",
        "authorization",
        "credential",
        "credentials",
        "sessionid",
        "sessid",
        "sessionkey",
        "jwt",
        "signature",
        "clientassertion",
        "samlassertion",
        "sharedkey",
        "signingkey",
        "encryptionkey",
        "masterkey",
        "accountkey",
        "subscriptionkey",
        "functionskey",
        "authkey"
    };
    private static final String[] PARTS = {
        "password", "apikey", "accesskey", "privatekey", "secretkey", "secretaccesskey", "secrettoken"
    };
    /** Tokens that say where to go on reading. */
    private static final String[] NO_SECRETS = {
        "pagetoken",
        "nexttoken",
        "previoustoken",
        "prevtoken",
        "continuationtoken",
        "synctoken",
        "skiptoken",
        "starttoken",
        "cursortoken"
    };

    private final boolean defaults;
    private final Set<String> further;
    private final Set<String> kept;
    private final @Nullable String[] known = new String[SLOTS];
    private final boolean[] secret = new boolean[SLOTS];
    private final StringBuilder scratch = new StringBuilder();

    /**
     * Names.
     *
     * @param defaults whether those that usually are secret are
     * @param further names that are
     * @param kept names that are not
     */
    SecretNames(boolean defaults, Set<String> further, Set<String> kept) {
        this.defaults = defaults;
        this.further = normal(further);
        this.kept = normal(kept);
    }

    private Set<String> normal(Set<String> names) {
        Set<String> normal = new HashSet<>();
        names.forEach(name -> normal.add(normal(name, 0, name.length())));
        return normal;
    }

    /** Whether a part of a text is the name of a secret. */
    boolean contain(String text, int start, int end) {
        int length = end - start;
        if (length <= 0) {
            return false;
        }
        if (length > LONGEST) {
            return isSecret(normal(text, end - LONGEST, end)) || further.contains(normal(text, start, end));
        }
        int hash = 0; // that of the text in itself
        for (int i = start; i < end; i++) {
            hash = 31 * hash + text.charAt(i);
        }
        int slot = slot(hash);
        String name = known[slot];
        if (name == null || name.length() != length || !text.regionMatches(start, name, 0, length)) {
            learn(slot, text.substring(start, end));
        }
        return secret[slot];
    }

    private static int slot(int hash) {
        return (hash ^ (hash >>> 15)) & (SLOTS - 1);
    }

    private void learn(int slot, String name) {
        known[slot] = name;
        secret[slot] = isSecret(normal(name, 0, name.length()));
    }

    /** Whether a text is the name of a secret. */
    boolean contain(String name) {
        if (name.isEmpty() || name.length() > LONGEST) {
            return contain(name, 0, name.length());
        }
        int slot = slot(name.hashCode());
        if (!name.equals(known[slot])) {
            learn(slot, name);
        }
        return secret[slot];
    }

    private String normal(String text, int start, int end) {
        scratch.setLength(0);
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                scratch.append((char) (c + 32));
            } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80) {
                scratch.append(c);
            }
        }
        return scratch.toString();
    }

    private boolean isSecret(String name) {
        if (kept.contains(name)) {
            return false;
        }
        return further.contains(name) || (defaults && isUsual(name));
    }

    private static boolean isUsual(String name) {
        if (WHOLE.contains(name)) {
            return true;
        }
        for (String part : PARTS) {
            if (name.contains(part)) {
                return true;
            }
        }
        return endsWithOne(name, ENDS) && !endsWithOne(name, NO_SECRETS);
    }

    private static boolean endsWithOne(String name, String[] ends) {
        for (String end : ends) {
            if (name.endsWith(end)) {
                return true;
            }
        }
        return false;
    }
}
