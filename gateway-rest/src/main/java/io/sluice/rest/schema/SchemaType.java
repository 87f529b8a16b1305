package io.sluice.rest.schema;

/** The languages of schemas, by the names that registries give them. */
public enum SchemaType {
    /** Avro, which is meant where nothing is said. */
    AVRO,
    /** JSON Schema. */
    JSON,
    /** Protocol buffers. */
    PROTOBUF
}
