package io.sluice.record.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;

/** What is wrong with a JSON text, by its place only: the text may hold secrets. */
final class Reasons {
    private Reasons() {}

    static String of(JsonProcessingException e) {
        String kind = e.getClass().getSimpleName();
        String what = switch (kind) {
            case "JsonEOFException" -> "it ends too early";
            case "StreamConstraintsException" -> "it is nested too deep, or a value is too long";
            default -> "unexpected character";
        };
        return e.getLocation() == null
                ? what
                : what + " at byte " + Math.max(0, e.getLocation().getByteOffset());
    }
}
