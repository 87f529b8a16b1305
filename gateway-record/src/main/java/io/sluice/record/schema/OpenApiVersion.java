package io.sluice.record.schema;

/** A version of OpenAPI that documents can be written in. */
public enum OpenApiVersion {
    /** Schemas are a dialect of JSON Schema of its own, with {@code nullable}. */
    V3_0("3.0", "3.0.3"),
    /** Schemas are those of JSON Schema 2020-12. */
    V3_1("3.1", "3.1.0");

    private final String minor;
    private final String full;

    OpenApiVersion(String minor, String full) {
        this.minor = minor;
        this.full = full;
    }

    /** What a document's {@code openapi} says. */
    public String full() {
        return full;
    }

    /**
     * The version with a number such as {@code 3.0} or {@code 3.0.1}.
     *
     * @throws IllegalArgumentException for others
     */
    public static OpenApiVersion of(String number) {
        for (OpenApiVersion version : values()) {
            if (number.equals(version.minor) || number.startsWith(version.minor + ".")) {
                return version;
            }
        }
        throw new IllegalArgumentException("OpenAPI " + number + " (expected: 3.0 or 3.1)");
    }

    @Override
    public String toString() {
        return minor;
    }
}
