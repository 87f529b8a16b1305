package io.sluice.kafka.fetch;

import io.sluice.kafka.view.WaitKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one request asks of a view. Used by the request's I/O thread only. */
interface Selection {

    /** What there is now; null when there is nothing to represent. */
    @Nullable Representation look();

    /** What a change of this selection announces itself by. */
    List<WaitKey> keys();

    /** Whether a write that this gateway acknowledged before the first look has not been read yet. */
    boolean isBehind();
}
