package io.sluice.kafka.cluster;

/** Which names a topic may have. A name that a template made of a request's path is hostile until it has passed here. */
public final class TopicNames {
    private static final int MAX_LENGTH = 249;

    private TopicNames() {}

    /**
     * Whether Kafka accepts the name and it is no topic of Kafka's own: 1 to 249 of {@code A-Z a-z 0-9 . _ -}, neither
     * {@code .} nor {@code ..}, not starting with two underscores ({@code __consumer_offsets}).
     */
    public static boolean isUsable(String name) {
        if (name.isEmpty() || name.length() > MAX_LENGTH || name.startsWith("__")) {
            return false;
        }
        return !name.equals(".") && !name.equals("..") && name.chars().allMatch(TopicNames::isAllowed);
    }

    private static boolean isAllowed(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '_'
                || c == '-';
    }
}
