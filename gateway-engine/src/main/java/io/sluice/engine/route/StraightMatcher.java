package io.sluice.engine.route;

import java.util.List;

/** For patterns that leave no choice, which almost all are: one pass from left to right. */
final class StraightMatcher implements PathMatcher {
    private final PathToken[] tokens;

    StraightMatcher(List<PathToken> tokens) {
        this.tokens = tokens.toArray(PathToken[]::new);
    }

    /** Whether every segment parameter ends at a delimiter or the end, and only the last token spans segments. */
    static boolean suits(List<PathToken> tokens) {
        for (int i = 0; i < tokens.size() - 1; i++) {
            PathToken next = tokens.get(i + 1);
            boolean delimited = next.text().startsWith("/") || next.text().startsWith(";");
            boolean choice = tokens.get(i).isParam() && !(next.isLiteral() && delimited);
            if (choice || tokens.get(i).spansSegments()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean match(DecodedPath path, String[] values) {
        int position = 0;
        int bound = 0;
        for (PathToken token : tokens) {
            int end = end(token, path, position);
            if (end < 0) {
                return false;
            }
            if (token.isParam()) {
                values[bound++] = path.text().substring(position, end);
            }
            position = end;
        }
        return position == path.length();
    }

    /** Where the token ends that starts here; -1 if it does not match. */
    private static int end(PathToken token, DecodedPath path, int position) {
        return switch (token.kind()) {
            case LITERAL ->
                path.startsWith(token.text(), position)
                        ? position + token.text().length()
                        : -1;
            case SEGMENT -> atLeastOne(position, path.nextDelimiter(position));
            case REST -> atLeastOne(position, path.length());
            case ANYTHING -> path.length();
        };
    }

    private static int atLeastOne(int start, int end) {
        return end > start ? end : -1;
    }
}
