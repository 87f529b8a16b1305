package io.sluice.config.yaml;

import io.sluice.config.Quoted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Closed sets of words, in the order in which messages list them. */
final class Choices {

    private Choices() {}

    /** Words that stand for themselves. */
    static Map<String, String> words(String... words) {
        Map<String, String> choices = new LinkedHashMap<>();
        for (String word : words) {
            choices.put(word, word);
        }
        return choices;
    }

    /** {@code 2 (expected: none, leader_only or in_sync_replicas)}. */
    static String unexpected(String found, Collection<String> expected) {
        return Quoted.bare(found) + " (expected: " + listed(expected) + ")";
    }

    private static String listed(Collection<String> words) {
        List<String> all = new ArrayList<>(words);
        String last = all.remove(all.size() - 1);
        return all.isEmpty() ? last : String.join(", ", all) + " or " + last;
    }
}
