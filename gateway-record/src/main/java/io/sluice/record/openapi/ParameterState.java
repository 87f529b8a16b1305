package io.sluice.record.openapi;

import io.sluice.record.schema.LeftOut;
import io.sluice.record.schema.Scalars;
import io.sluice.record.schema.SchemaRules;
import io.sluice.record.schema.SchemaState;
import java.util.List;

/** What the values of a query parameter or header field have in common. One thread. */
final class ParameterState {
    private final SchemaState values;
    private long accepted;
    private boolean repeated;

    ParameterState(SchemaRules rules) {
        this.values = new SchemaState(rules);
    }

    /**
     * Learns from one message.
     *
     * @param wasAccepted whether the message was not refused, so that it must have held all that is required
     */
    void observe(List<String> texts, boolean wasAccepted, LeftOut leftOut) {
        accepted += wasAccepted ? 1 : 0;
        repeated |= texts.size() > 1;
        texts.forEach(text -> values.observe(Scalars.of(text), leftOut));
    }

    void mergeFrom(ParameterState other, LeftOut leftOut) {
        accepted += other.accepted;
        repeated |= other.repeated;
        values.mergeFrom(other.values, leftOut);
    }

    /** How many accepted messages had it. */
    long accepted() {
        return accepted;
    }

    /** Whether a message had it more than once. */
    boolean isRepeated() {
        return repeated;
    }

    SchemaState values() {
        return values;
    }
}
