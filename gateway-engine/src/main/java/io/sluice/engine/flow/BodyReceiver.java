package io.sluice.engine.flow;

import java.nio.ByteBuffer;

/**
 * Takes a request body while it arrives. Called on the invocation's I/O thread; must not block. What it throws ends the
 * exchange as a failure of the plan would.
 *
 * <pre>
 *   received* --body is whole--> completed
 *             --client left, stood still, sent nonsense, or the response ended before--> brokenOff
 * </pre>
 *
 * <p>Exactly one of the two ends comes, and nothing after it.
 */
public interface BodyReceiver {

    /** More bytes. The buffer is only valid during the call; what is to be kept, and how much of it, is the receiver's to say. */
    void received(ByteBuffer bytes);

    /** The body is whole. */
    void completed();

    /** No more bytes come, and the body is not whole. */
    void brokenOff();
}
