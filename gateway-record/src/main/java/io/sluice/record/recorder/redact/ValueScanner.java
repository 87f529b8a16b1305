package io.sluice.record.recorder.redact;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds secrets by what they look like: JWTs, keys and tokens of well-known services, private keys, bearer tokens and
 * passwords in URLs. One pass; each kind is looked for only at a pair of characters that all of its kind have, and that is rare
 * where there is a choice. One thread.
 */
final class ValueScanner {
    private static final String WORD = "-A-Za-z0-9_";
    private static final String ALPHANUMERIC = "A-Za-z0-9";
    private static final List<TokenShape> SHAPES = List.of(
            new TokenShape("eyJ", 2, WORD + ".", 16, true), // a JWT: base64 of {"
            new TokenShape("AKIA", 2, "A-Z0-9", 12, false), // keys of AWS
            new TokenShape("ASIA", 2, "A-Z0-9", 12, false),
            new TokenShape("AIza", 1, WORD, 30, false), // Google
            new TokenShape("xoxb-", 2, WORD, 8, false), // Slack
            new TokenShape("xoxa-", 2, WORD, 8, false),
            new TokenShape("xoxp-", 2, WORD, 8, false),
            new TokenShape("xoxr-", 2, WORD, 8, false),
            new TokenShape("xoxs-", 2, WORD, 8, false),
            new TokenShape("xoxe-", 2, WORD, 8, false),
            new TokenShape("xoxe.", 2, WORD + ".", 8, false),
            new TokenShape("xapp-", 4, WORD, 8, false),
            new TokenShape("sk_live_", 2, ALPHANUMERIC, 10, false), // Stripe
            new TokenShape("sk_test_", 2, ALPHANUMERIC, 10, false),
            new TokenShape("rk_live_", 2, ALPHANUMERIC, 10, false),
            new TokenShape("rk_test_", 2, ALPHANUMERIC, 10, false),
            new TokenShape("whsec_", 5, "A-Za-z0-9+/=", 16, false),
            new TokenShape("ghp_", 3, ALPHANUMERIC, 20, false), // GitHub
            new TokenShape("gho_", 3, ALPHANUMERIC, 20, false),
            new TokenShape("ghu_", 3, ALPHANUMERIC, 20, false),
            new TokenShape("ghs_", 3, ALPHANUMERIC, 20, false),
            new TokenShape("ghr_", 3, ALPHANUMERIC, 20, false),
            new TokenShape("github_pat_", 6, ALPHANUMERIC + "_", 20, false),
            new TokenShape("npm_", 3, ALPHANUMERIC, 30, false),
            new TokenShape("shpat_", 5, ALPHANUMERIC, 20, false), // Shopify
            new TokenShape("dop_v1_", 3, "a-f0-9", 32, false), // DigitalOcean
            new TokenShape("hf_", 2, ALPHANUMERIC, 30, false), // Hugging Face
            new TokenShape("pypi-", 4, WORD, 32, false),
            new TokenShape("glpat-", 5, WORD, 16, false), // GitLab
            new TokenShape("sk-", 2, WORD, 20, false), // OpenAI, Anthropic
            new TokenShape("SG.", 1, WORD + ".", 32, true), // SendGrid
            new TokenShape("hvs.", 1, WORD, 20, false)); // Vault
    private static final TokenShape BEARER = new TokenShape(" ", 0, WORD + ".~+/=", 8, false);
    private static final String BEARER_WORD = "bearer";
    private static final String PEM = "-----BEGIN ";
    private static final String PEM_KIND = "PRIVATE KEY";
    private static final String PEM_END = "-----END ";
    private static final String DASHES = "-----";
    private static final int LONGEST_PEM_LABEL = 40;
    private static final String NOT_IN_USERINFO = "/ \t\r\n\"'<>@";
    private static final int LONGEST_USERINFO = 512;
    private static final String PASSWORD_END = "@";
    private static final TokenShape[][] BY_TRIGGER = byTrigger();
    /** Pairs of characters without which a text holds nothing that is found here. */
    static final List<String> TRIGGERS = triggers();

    private final Mask mask;
    private int dotless; // no shape with a dot begins before this place: its characters were looked at already

    ValueScanner(Mask mask) {
        this.mask = mask;
    }

    private static TokenShape[][] byTrigger() {
        List<List<TokenShape>> lists = new ArrayList<>();
        for (int c = 0; c < 128; c++) {
            lists.add(new ArrayList<>());
        }
        SHAPES.forEach(shape -> lists.get(shape.trigger()).add(shape));
        return lists.stream().map(list -> list.toArray(TokenShape[]::new)).toArray(TokenShape[][]::new);
    }

    private static List<String> triggers() {
        List<String> pairs = new ArrayList<>(List.of("r ", "R ", "--"));
        SHAPES.forEach(shape -> pairs.add(shape.triggers()));
        for (char c = ' '; c < 0x7F; c++) {
            pairs.add(c + PASSWORD_END);
        }
        return pairs;
    }

    /**
     * The text with what was found masked; the same object if nothing was.
     *
     * @param cut whether the text may go on behind its end
     */
    String mask(String text, boolean cut) {
        var edit = new TextEdit(text);
        dotless = 0;
        int from = 0;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            char before = i == 0 ? 0 : text.charAt(i - 1);
            int end = (Characters.of(before, c) & Characters.TRIGGER) != 0 ? at(text, i, from, c, cut, edit) : -1;
            from = Math.max(from, end);
            i = Math.max(i + 1, end);
        }
        return edit.result();
    }

    /** Masks a secret of which a trigger is at this place; its end, or -1 if there is none. */
    private int at(String text, int place, int from, char c, boolean cut, TextEdit edit) {
        if (c == ' ') {
            return bearer(text, place, from, cut, edit);
        }
        if (c == '@') {
            return userinfo(text, place, from, edit);
        }
        if (c == '-' && place > from && text.startsWith(PEM, place - 1)) {
            return privateKey(text, place - 1, edit);
        }
        for (TokenShape shape : BY_TRIGGER[c]) {
            int start = shape.start(text, place, from);
            if (start < 0 || (shape.isDotted() && start < dotless)) {
                continue;
            }
            int end = shape.end(text, start);
            if (shape.fits(text, start, end, cut)) {
                edit.replace(start, end, mask.of(text.substring(start, end)));
                return end;
            }
            dotless = shape.isDotted() ? end : dotless;
        }
        return -1;
    }

    /** The word is kept; a token has a digit, which prose has not. */
    private int bearer(String text, int space, int from, boolean cut, TextEdit edit) {
        int word = space - BEARER_WORD.length();
        if (word < from || !text.regionMatches(true, word, BEARER_WORD, 0, BEARER_WORD.length())) {
            return -1;
        }
        int end = BEARER.end(text, space);
        boolean open = cut && end == text.length();
        if (end == space + 1 || !(open || (BEARER.fits(text, space, end, cut) && hasDigit(text, space, end)))) {
            return -1;
        }
        edit.replace(space + 1, end, mask.of(text.substring(space + 1, end)));
        return end;
    }

    private static boolean hasDigit(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (text.charAt(i) >= '0' && text.charAt(i) <= '9') {
                return true;
            }
        }
        return false;
    }

    /** What stands between {@code ://} and an at sign, if a colon is in it; the user's name is kept. */
    private int userinfo(String text, int at, int from, TextEdit edit) {
        int colon = -1;
        int i = at - 1;
        int first = Math.max(from, at - LONGEST_USERINFO);
        while (i >= first && NOT_IN_USERINFO.indexOf(text.charAt(i)) < 0) {
            colon = text.charAt(i) == ':' ? i : colon;
            i--;
        }
        boolean isUrl = i >= 2 && text.startsWith("://", i - 2);
        if (!isUrl || colon < 0 || colon + 1 == at) {
            return -1;
        }
        edit.replace(colon + 1, at, mask.of(text.substring(colon + 1, at)));
        return at;
    }

    /** All from the first line to the last; to the end of the text, if there is no last. */
    private int privateKey(String text, int start, TextEdit edit) {
        int label = start + PEM.length();
        if (!text.substring(label, Math.min(text.length(), label + LONGEST_PEM_LABEL))
                .contains(PEM_KIND)) {
            return -1;
        }
        int last = text.indexOf(PEM_END, label);
        int dashes = last < 0 ? -1 : text.indexOf(DASHES, last + PEM_END.length());
        int end = dashes < 0 ? text.length() : dashes + DASHES.length();
        edit.replace(start, end, mask.of(text.substring(start, end)));
        return end;
    }
}
