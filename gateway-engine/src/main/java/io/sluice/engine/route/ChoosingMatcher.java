package io.sluice.engine.route;

import java.util.BitSet;
import java.util.List;

/**
 * For patterns that leave a choice, such as {@code {a}-{b}} or {@code /x/*}{@code /y}.
 *
 * <p>Backtracking would cost time exponential in the parameters on a hostile path. Instead one pass from the right notes
 * for each token the positions from which it and all after it match; a pass from the left then takes the longest choice
 * that leads to the end. Time and space are tokens times length.
 */
final class ChoosingMatcher implements PathMatcher {
    private final PathToken[] tokens;

    ChoosingMatcher(List<PathToken> tokens) {
        this.tokens = tokens.toArray(PathToken[]::new);
    }

    @Override
    public boolean match(DecodedPath path, String[] values) {
        // reaches[i]: from where the tokens from i on match up to the end of the path
        var reaches = new BitSet[tokens.length + 1];
        reaches[tokens.length] = new BitSet();
        reaches[tokens.length].set(path.length());
        for (int i = tokens.length - 1; i >= 0; i--) {
            reaches[i] = starts(tokens[i], path, reaches[i + 1]);
        }
        if (!reaches[0].get(0)) {
            return false;
        }
        choose(path, reaches, values);
        return true;
    }

    /** The positions from which the token matches up to one of the ends. */
    private static BitSet starts(PathToken token, DecodedPath path, BitSet ends) {
        var starts = new BitSet();
        if (token.isLiteral()) {
            int length = token.text().length();
            for (int end = ends.nextSetBit(length); end >= 0; end = ends.nextSetBit(end + 1)) {
                starts.set(end - length, path.startsWith(token.text(), end - length));
            }
            return starts;
        }
        boolean mayBeEmpty = token.kind() == PathToken.Kind.ANYTHING;
        boolean stopsAtDelimiter = token.kind() == PathToken.Kind.SEGMENT;
        boolean reachable = false;
        for (int at = path.length(); at >= 0; at--) {
            if (at < path.length()) {
                boolean blocked = stopsAtDelimiter && path.isDelimiter(at);
                reachable = !blocked && (reachable || ends.get(at + 1));
            }
            starts.set(at, reachable || (mayBeEmpty && ends.get(at)));
        }
        return starts;
    }

    private void choose(DecodedPath path, BitSet[] reaches, String[] values) {
        int position = 0;
        int bound = 0;
        for (int i = 0; i < tokens.length; i++) {
            PathToken token = tokens[i];
            int end = longest(token, path, position, reaches[i + 1]);
            if (token.isParam()) {
                values[bound++] = path.text().substring(position, end);
            }
            position = end;
        }
    }

    private static int longest(PathToken token, DecodedPath path, int position, BitSet ends) {
        return switch (token.kind()) {
            case LITERAL -> position + token.text().length();
            case SEGMENT -> ends.previousSetBit(path.nextDelimiter(position));
            case REST, ANYTHING -> ends.previousSetBit(path.length());
        };
    }
}
