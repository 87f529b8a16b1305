package io.sluice.record.recorder.redact;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in JSON, as steps from its root: {@code .name} and {@code ['name']}, {@code ..name} at any depth, {@code [3]},
 * {@code [*]} and {@code .*}. Places on the way are sets of steps, as bits. Immutable.
 */
final class JsonPath {
    private static final int MOST_STEPS = 62;

    private final List<Step> steps;

    /**
     * A step.
     *
     * @param name of the member; null for an index, and for any
     * @param index in the array; -1 for a member, and for any
     * @param isDeep whether there may be others before it
     */
    private record Step(@Nullable String name, int index, boolean isDeep) {
        boolean isMember(String member) {
            return name == null ? index < 0 : name.equals(member);
        }

        boolean isElement(int element) {
            return name == null && (index < 0 || index == element);
        }
    }

    private JsonPath(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /**
     * Reads a path.
     *
     * @throws IllegalArgumentException if it is none
     */
    static JsonPath parse(String text) {
        if (!text.startsWith("$") || text.length() == 1) {
            throw wrong(text);
        }
        List<Step> steps = new ArrayList<>();
        int at = 1;
        while (at < text.length()) {
            boolean deep = text.startsWith("..", at);
            at += deep ? 2 : text.charAt(at) == '.' ? 1 : 0;
            if (at < text.length() && text.charAt(at) == '[') {
                int close = text.startsWith("['", at) ? text.indexOf("']", at) + 1 : text.indexOf(']', at);
                if (close <= at) {
                    throw wrong(text);
                }
                steps.add(bracket(text.substring(at + 1, close), deep, text));
                at = close + 1;
            } else if (at > 1 && text.charAt(at - 1) == '.') {
                int end = end(text, at);
                steps.add(named(text.substring(at, end), deep, text));
                at = end;
            } else {
                throw wrong(text);
            }
        }
        if (steps.size() > MOST_STEPS) {
            throw wrong(text);
        }
        return new JsonPath(steps);
    }

    private static int end(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) != '.' && text.charAt(end) != '[') {
            end++;
        }
        return end;
    }

    private static Step named(String name, boolean deep, String path) {
        if (name.isEmpty() || name.indexOf('?') >= 0 || name.indexOf('(') >= 0) {
            throw wrong(path);
        }
        return new Step(name.equals("*") ? null : name, -1, deep);
    }

    private static Step bracket(String inside, boolean deep, String path) {
        if (inside.equals("*")) {
            return new Step(null, -1, deep);
        }
        if (inside.length() > 2 && inside.startsWith("'") && inside.endsWith("'")) {
            return new Step(inside.substring(1, inside.length() - 1), -1, deep);
        }
        if (!inside.matches("[0-9]{1,9}")) {
            throw wrong(path);
        }
        return new Step(null, Integer.parseInt(inside), deep);
    }

    private static IllegalArgumentException wrong(String path) {
        return new IllegalArgumentException(
                "jsonPaths: " + path + " (expected: such as $.a.b, $..name, $.list[*].name or $['a name'])");
    }

    /** The places at the root. */
    static long root() {
        return 1;
    }

    /** The places at a member of an object at these places. */
    long member(long places, String name) {
        long next = 0;
        for (int i = 0; i < steps.size(); i++) {
            next |= step(places, i, steps.get(i).isMember(name));
        }
        return next;
    }

    /** The places at an element of an array at these places. */
    long element(long places, int index) {
        long next = 0;
        for (int i = 0; i < steps.size(); i++) {
            next |= step(places, i, steps.get(i).isElement(index));
        }
        return next;
    }

    private long step(long places, int i, boolean fits) {
        if ((places & (1L << i)) == 0) {
            return 0;
        }
        return (fits ? 1L << (i + 1) : 0) | (steps.get(i).isDeep ? 1L << i : 0);
    }

    /** Whether the path's end is among these places. */
    boolean ends(long places) {
        return (places & (1L << steps.size())) != 0;
    }
}
