package io.sluice.record.recorder;

import io.sluice.engine.observe.EndedExchange;
import io.sluice.engine.trace.TraceContext;

/** Chooses a share of exchanges by their ids, so that who knows the id knows the choice. Immutable. */
final class Sampling {
    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final double RANGE = 0x1p53;

    private final double share;

    Sampling(double share) {
        this.share = share;
    }

    /** Whether an exchange is recorded. Any thread. */
    boolean takes(EndedExchange exchange) {
        if (share >= 1 || isAlwaysTaken(exchange)) {
            return true;
        }
        return share > 0 && place(id(exchange)) < share;
    }

    private static boolean isAlwaysTaken(EndedExchange exchange) {
        return exchange.status() >= 500 || exchange.problem() != null || !exchange.isComplete();
    }

    private static String id(EndedExchange exchange) {
        TraceContext trace = exchange.trace().context();
        return trace == null ? exchange.requestId() : trace.parent().traceId();
    }

    /** Where an id lies between 0 and 1. Ids of which only the first or the last digits differ lie far apart. */
    static double place(String id) {
        long hash = FNV_BASIS;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * FNV_PRIME;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL; // the finish of MurmurHash3, by Austin Appleby
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        hash ^= hash >>> 33;
        return (hash >>> 11) / RANGE;
    }
}
