package io.sluice.record.diff;

import java.util.ArrayList;
import java.util.List;

/** Collects changes. One thread. */
final class Changes {
    private final List<Change> list = new ArrayList<>();

    void added(String place, String detail, boolean breaking) {
        list.add(new Change(Change.Kind.ADDED, place, detail, breaking));
    }

    void removed(String place, String detail, boolean breaking) {
        list.add(new Change(Change.Kind.REMOVED, place, detail, breaking));
    }

    void changed(String place, String detail, boolean breaking) {
        list.add(new Change(Change.Kind.CHANGED, place, detail, breaking));
    }

    List<Change> list() {
        return List.copyOf(list);
    }
}
