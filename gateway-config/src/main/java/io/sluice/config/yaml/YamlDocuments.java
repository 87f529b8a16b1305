package io.sluice.config.yaml;

import io.sluice.config.Location;
import io.sluice.config.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/**
 * Text to YAML nodes. The file may be hostile: its size is bounded, and its nesting is measured on the event stream
 * before anything recursive touches it.
 */
final class YamlDocuments {
    /** Longest file taken, in characters. */
    static final int MAX_LENGTH = 1 << 20;
    /** Deepest nesting taken. No valid file comes near. */
    static final int MAX_DEPTH = 48;

    private static final int MAX_ALIASES = 10_000;

    private final String file;
    private final Problems problems;

    YamlDocuments(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /** The root nodes of all documents; none when there was a problem. */
    List<Node> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            problems.error(start(), "the file is longer than " + MAX_LENGTH + " characters");
            return List.of();
        }
        LoadSettings settings = settings();
        try {
            if (!isShallow(new Parse(settings).parseString(text))) {
                return List.of();
            }
            List<Node> documents = new ArrayList<>();
            new Compose(settings).composeAllFromString(text).forEach(documents::add);
            return documents;
        } catch (MarkedYamlEngineException e) {
            problems.error(place(e.getProblemMark().or(e::getContextMark)), "not valid YAML: " + reason(e));
        } catch (YamlEngineException e) {
            problems.error(start(), "not valid YAML: " + e.getMessage());
        }
        return List.of();
    }

    /** Aliases are counted after expansion, by {@link TreeBuilder}; the schema leaves merge keys to it as well. */
    private LoadSettings settings() {
        return LoadSettings.builder()
                .setLabel(file)
                .setSchema(new JsonSchema())
                .setMaxAliasesForCollections(MAX_ALIASES)
                .setAllowNonScalarKeys(true)
                .build();
    }

    private boolean isShallow(Iterable<Event> events) {
        int depth = 0;
        for (Event event : events) {
            if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
                problems.error(place(event.getStartMark()), "nested deeper than " + MAX_DEPTH + " levels");
                return false;
            }
            if (event instanceof CollectionEndEvent) {
                depth--;
            }
        }
        return true;
    }

    private static String reason(MarkedYamlEngineException e) {
        String context = e.getContext();
        String problem = e.getProblem();
        if (context == null || context.isEmpty()) {
            return problem;
        }
        return context + ": " + problem;
    }

    private Location place(Optional<Mark> mark) {
        return mark.map(at -> new Location(file, at.getLine() + 1, at.getColumn() + 1, ""))
                .orElseGet(this::start);
    }

    private Location start() {
        return new Location(file, 1, 1, "");
    }
}
