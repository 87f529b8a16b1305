package io.sluice.engine.model;

import io.sluice.config.ModelConfig;

/** Whether a text is what a scalar model asks for. Immutable, any thread; the time it takes grows with the text only. */
public interface TextCheck {

    /** Whether the text fits. */
    boolean accepts(String text);

    /** What fits, to follow "must be": {@code an int32 in [1,100]}. */
    String expected();

    /**
     * Compiles a model of a field or parameter.
     *
     * @throws IllegalArgumentException if no text can be checked against the model; the message says why
     */
    static TextCheck compile(ModelConfig model) {
        if (model instanceof ModelConfig.Characters characters) {
            return CharactersCheck.compile(characters);
        }
        if (model instanceof ModelConfig.Numeric numeric) {
            return NumberCheck.compile(numeric);
        }
        if (model instanceof ModelConfig.Plain plain) {
            return plain.type().equals("boolean") ? WordCheck.BOOLEAN : WordCheck.ANY;
        }
        throw new IllegalArgumentException("model " + model.type() + " is for bodies and records, not for text");
    }
}
