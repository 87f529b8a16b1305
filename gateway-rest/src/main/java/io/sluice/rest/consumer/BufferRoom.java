package io.sluice.rest.consumer;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What all instances together may keep in their buffers. When it is full, those that were read least recently lose what
 * they have and fetch it again. Owned by the loop's thread.
 */
final class BufferRoom {
    private final long maxBytes;
    private final Map<Tenant, Long> tenants = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;
    private long lent;

    /** Somebody with a buffer. */
    interface Tenant {
        /** Drops what is buffered; the room has been taken back already. */
        void evict();
    }

    BufferRoom(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Takes room for as many bytes as the tenant has now, which counts as a use; others may have to go. */
    void hold(Tenant tenant, long held) {
        Long before = held == 0 ? tenants.remove(tenant) : tenants.put(tenant, held);
        bytes += held - (before == null ? 0 : before);
        while (bytes > maxBytes && tenants.size() > 1) {
            Map.Entry<Tenant, Long> eldest = tenants.entrySet().iterator().next();
            if (eldest.getKey() == tenant) {
                return; // the one that is filling is the last that would go
            }
            tenants.remove(eldest.getKey());
            bytes -= eldest.getValue();
            eldest.getKey().evict();
        }
    }

    /** Counts what waiting reads have taken out of buffers; negative when they have ended. */
    void lend(long taken) {
        lent += taken;
    }

    /** Whether waiting reads have taken so much that they had better end. */
    boolean isLentOut() {
        return lent > maxBytes;
    }
}
