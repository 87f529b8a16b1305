package io.sluice.engine.flow;

/** Where the bytes of a streamed request body come from, with a tap. Any thread; more than once is harmless. */
public interface BodySource {

    /**
     * Has no more bytes come: at once when called from the receiver, else soon. The sender is slowed down by its connection,
     * and its departure is not noticed until reading goes on; so whoever pauses sees to it that this is not for ever.
     */
    void pause();

    /** Has bytes come again. */
    void resume();
}
