package io.sluice.kafka.view;

import java.util.List;

/** A request that is parked until something changes. */
public interface Waiter {

    /** What it waits for; any of these. Constant. */
    List<WaitKey> keys();

    /** The version of the view that it has looked at; it wants to look again at any later one. Constant while it is parked. */
    long seen();

    /** Something has changed, and it is no longer parked. Called by the view's thread; must hand over and return. */
    void wake();
}
