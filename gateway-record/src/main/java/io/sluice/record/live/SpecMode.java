package io.sluice.record.live;

import io.sluice.record.openapi.Rules;
import io.sluice.record.path.PathRules;
import io.sluice.record.schema.SchemaRules;
import java.util.Locale;

/** What a document that follows a recording is for. */
public enum SpecMode {
    /** To describe the API: parameters of paths are inferred, and no values are shown. */
    GEN(false, false),
    /** To answer in the API's place: the paths as they were requested, each with the first bodies as examples. */
    REPLAY(true, true),
    /** Both: parameters of paths are inferred, and the first bodies are shown as examples. */
    MIXED(false, true);

    private final boolean literal;
    private final boolean examples;

    SpecMode(boolean literal, boolean examples) {
        this.literal = literal;
        this.examples = examples;
    }

    /** How exchanges become a document. */
    Rules rules() {
        return new Rules(literal ? PathRules.LITERAL : PathRules.NONE, SchemaRules.USUAL, false, examples);
    }

    /** The word in the names of files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
