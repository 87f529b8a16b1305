package io.sluice.record.path;

import io.sluice.record.schema.LeftOut;
import java.util.Set;

/** What is known of one path template; how places become one when it turns out that they are. One thread. */
public interface Place<P extends Place<P>> {

    /** Takes in what another place knows, which stays as it is. */
    void mergeFrom(P other, LeftOut leftOut);

    /** Whether nothing was seen here. */
    boolean isEmpty();

    /**
     * Adds what tells this place from others, as a set of short texts.
     *
     * @return whether there is more to it than methods and statuses
     */
    boolean features(String prefix, Set<String> features);

    /**
     * Whether there never was anything here, as the other place would have it too for something that is not there: its
     * requests were all answered with 404, and the other knows their methods.
     */
    boolean isNothingOf(P other);
}
