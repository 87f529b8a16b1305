package io.sluice.record.schema;

/** The types that a JSON value can have in a schema, except null. In the order in which schemas list them. */
enum ValueKind {
    BOOLEAN("boolean"),
    INTEGER("integer"),
    NUMBER("number"),
    STRING("string"),
    ARRAY("array"),
    OBJECT("object");

    private final String word;

    ValueKind(String word) {
        this.word = word;
    }

    /** What JSON Schema calls it. */
    String word() {
        return word;
    }
}
