package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code redact} of an exporter of {@code type: http-types}: what recorded exchanges must not show.
 *
 * @param headers names of fields of requests and responses
 * @param query names of query parameters, and of fields of forms
 * @param json places in JSON bodies, such as {@code $.password} or {@code $..token}
 * @param values regular expressions; what they find is taken out wherever it stands
 * @param defaults whether what is known to be secret is taken out too
 * @param keep names that the defaults would take out and that stay
 * @param hash whether values are replaced by what tells equal ones, and not by the same for all
 * @param secret what the hashes are keyed with; null where there are none
 */
public record RedactionConfig(
        List<Text> headers,
        List<Text> query,
        List<Text> json,
        List<Text> values,
        boolean defaults,
        List<Text> keep,
        boolean hash,
        @Nullable Secret secret) {
    /** What is known to be secret, masked. */
    public static final RedactionConfig DEFAULT =
            new RedactionConfig(List.of(), List.of(), List.of(), List.of(), true, List.of(), false, null);

    /** Copies the lists. */
    public RedactionConfig {
        headers = List.copyOf(headers);
        query = List.copyOf(query);
        json = List.copyOf(json);
        values = List.copyOf(values);
        keep = List.copyOf(keep);
        if (hash) {
            requireNonNull(secret, "secret");
        }
    }
}
