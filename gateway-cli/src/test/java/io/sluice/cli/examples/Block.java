package io.sluice.cli.examples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A fenced block of a Markdown page.
 *
 * @param place {@code file:line} of its first fence
 * @param info the words after the fence, such as {@code sh background}
 * @param text the lines between the fences
 */
record Block(String place, List<String> info, String text) {
    private static final String FENCE = "```";

    /** The blocks of a page in order. */
    static List<Block> in(String file, List<String> lines) {
        List<Block> blocks = new ArrayList<>();
        int line = 0;
        while (line < lines.size()) {
            int start = line++;
            if (!lines.get(start).startsWith(FENCE)) {
                continue;
            }
            while (line < lines.size() && !lines.get(line).equals(FENCE)) {
                line++;
            }
            if (line == lines.size()) {
                throw new AssertionError(file + ":" + (start + 1) + ": the block is never closed");
            }
            List<String> info = Arrays.asList(
                    lines.get(start).substring(FENCE.length()).strip().split(" +", -1));
            blocks.add(new Block(file + ":" + (start + 1), info, String.join("\n", lines.subList(start + 1, line++))));
        }
        return blocks;
    }

    String language() {
        return info.get(0);
    }

    /** Whether a word stands behind the language. */
    boolean is(String word) {
        return info.size() > 1 && info.get(1).equals(word);
    }

    /** Fails for words that mean nothing, so that a slip does not leave a block out of the test. */
    void requireKnown() {
        Set<String> known = switch (language()) {
            case "sh" -> Set.of("gateway", "background", "service", "only");
            case "text" -> Set.of("background", "only");
            case "yaml" -> Set.of("complete", "part");
            default -> Set.of();
        };
        boolean needsWord = language().equals("yaml");
        if (info.size() > 2 || (info.size() == 2 ? !known.contains(info.get(1)) : needsWord)) {
            throw new AssertionError(place + ": " + info + " (expected after " + language() + ": " + known + ")");
        }
    }
}
