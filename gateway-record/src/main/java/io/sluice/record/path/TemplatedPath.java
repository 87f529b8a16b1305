package io.sluice.record.path;

import io.sluice.record.schema.SchemaState;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A path of a document.
 *
 * @param template its template
 * @param parameters the names of its parameters in order, with the values they had; null for values that are not known
 * @param place what is known of it
 */
public record TemplatedPath<P>(String template, Map<String, @Nullable SchemaState> parameters, P place) {}
