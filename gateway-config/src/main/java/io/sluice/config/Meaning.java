package io.sluice.config;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares parts of configurations by what they say, whatever line it stands on. Stateless.
 *
 * <p>The model's own equality is of no use for that: it includes the places that problems name, and a comment at the top
 * of a file moves them all. Records are compared component by component by reflection, so that a property which is added
 * to the model counts without anybody thinking of it.
 */
public final class Meaning {

    private Meaning() {}

    /** Whether two parts say the same. */
    public static boolean isSame(@Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return left == right;
        }
        if (left instanceof Location && right instanceof Location) {
            return true;
        }
        if (left instanceof List<?> some && right instanceof List<?> others) {
            return isSameInOrder(some, others);
        }
        if (left instanceof Set<?> some && right instanceof Set<?> others) {
            return isSameInAnyOrder(some, others);
        }
        if (left instanceof Map<?, ?> some && right instanceof Map<?, ?> others) {
            return some.keySet().equals(others.keySet())
                    && some.entrySet().stream().allMatch(entry -> isSame(entry.getValue(), others.get(entry.getKey())));
        }
        if (left instanceof Record some && right instanceof Record other) {
            return some.getClass() == other.getClass() && isSameRecord(some, other);
        }
        return left.equals(right);
    }

    private static boolean isSameInOrder(List<?> left, List<?> right) {
        if (left.size() != right.size()) {
            return false;
        }
        Iterator<?> others = right.iterator();
        return left.stream().allMatch(some -> isSame(some, others.next()));
    }

    private static boolean isSameInAnyOrder(Collection<?> left, Collection<?> right) {
        return left.size() == right.size()
                && left.stream().allMatch(some -> right.stream().anyMatch(other -> isSame(some, other)));
    }

    private static boolean isSameRecord(Record left, Record right) {
        for (RecordComponent component : left.getClass().getRecordComponents()) {
            if (!isSame(value(component, left), value(component, right))) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Object value(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the model is public: " + component, e);
        }
    }
}
