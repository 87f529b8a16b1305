package io.sluice.telemetry;

/** The methods that have a label of their own; clients may make up any number of others. */
enum Method {
    GET(0),
    HEAD(1),
    POST(2),
    PUT(3),
    PATCH(4),
    DELETE(5),
    OPTIONS(6),
    OTHER(7);

    private static final Method[] ALL = values();
    private static final String OTHER_LABEL = "other";

    private final int index;

    Method(int index) {
        this.index = index;
    }

    /** How many there are. */
    static int count() {
        return ALL.length;
    }

    static Method of(String name) {
        for (Method method : ALL) {
            if (method.name().equals(name) && method != OTHER) {
                return method;
            }
        }
        return OTHER;
    }

    /** From 0 up to the {@link #count}, exclusive. */
    int index() {
        return index;
    }

    String label() {
        return this == OTHER ? OTHER_LABEL : name();
    }
}
