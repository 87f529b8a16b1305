package io.sluice.config.fold;

/** Matches a topic against a pattern in which {@code *} stands for any text. */
final class TopicPattern {

    private TopicPattern() {}

    /** Linear but for the number of stars: goes back to the last star only. */
    static boolean matches(String pattern, String topic) {
        int at = 0;
        int star = -1;
        int resume = 0;
        int from = 0;
        while (from < topic.length()) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                resume = from;
            } else if (at < pattern.length() && pattern.charAt(at) == topic.charAt(from)) {
                at++;
                from++;
            } else if (star >= 0) {
                at = star + 1;
                from = ++resume;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*') {
            at++;
        }
        return at == pattern.length();
    }
}
