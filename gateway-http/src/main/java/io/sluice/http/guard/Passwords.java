package io.sluice.http.guard;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The users of a password file, as it was read at one moment. Immutable. */
final class Passwords {
    private final Map<String, User> users;
    private final List<User> all;

    private Passwords(Map<String, User> users) {
        this.users = Map.copyOf(users);
        this.all = List.copyOf(users.values());
    }

    /**
     * Reads lines of {@code name:hash} or {@code name:hash:role role}; empty ones and those that start with {@code #} say
     * nothing.
     *
     * @throws IllegalArgumentException if a line is not as it should be; the message has its number and not its content
     */
    static Passwords parse(String text) {
        Map<String, User> users = new LinkedHashMap<>();
        String[] lines = text.split("\\R", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            try {
                User user = user(line);
                if (users.putIfAbsent(user.name(), user) != null) {
                    throw new IllegalArgumentException("the name is there before");
                }
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("line " + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        return new Passwords(users);
    }

    private static User user(String line) {
        String[] parts = line.split(":", -1);
        if (parts.length < 2 || parts.length > 3 || parts[0].isEmpty()) {
            throw new IllegalArgumentException("expected name:hash or name:hash:roles");
        }
        Set<String> roles = parts.length < 3
                ? Set.of()
                : Arrays.stream(parts[2].split("[ ,]+", -1))
                        .filter(role -> !role.isEmpty())
                        .collect(Collectors.toSet());
        return new User(parts[0], PasswordHash.parse(parts[1]), new Verdict.Accepted(parts[0], Map.of(), roles));
    }

    /** The user of a name; null if there is none. */
    @Nullable User get(String name) {
        return users.get(name);
    }

    /**
     * Somebody, the same one for the same number. Checking against the hash of one in place of a user who does not exist
     * costs what checking against those who do costs. Null if there are no users at all.
     */
    @Nullable User standIn(int number) {
        return all.isEmpty() ? null : all.get(Math.floorMod(number, all.size()));
    }

    /** One line of the file. */
    record User(String name, PasswordHash hash, Verdict.Accepted accepted) {}
}
