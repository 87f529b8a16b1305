package io.sluice.record.schema;

/**
 * What is learned of values, and how much of it is kept.
 *
 * @param enums whether texts with few different values are told by their values
 * @param maxProperties the most properties that are kept of one object
 * @param maxDepth the deepest nesting that is looked into
 */
public record SchemaRules(boolean enums, int maxProperties, int maxDepth) {
    /** The most values of an enumeration. */
    public static final int ENUM_VALUES = 8;
    /** The fewest samples that make few values an enumeration. */
    public static final int ENUM_SAMPLES = 50;
    /** An object with more keys, all with values of one kind, is a map. */
    public static final int MAP_KEYS = 50;
    /** The fewest samples that make a member that was always there a required one. */
    public static final int REQUIRED_SAMPLES = 2;

    /** No enumerations, 300 properties, 24 levels. */
    public static final SchemaRules USUAL = new SchemaRules(false, 300, 24);
}
