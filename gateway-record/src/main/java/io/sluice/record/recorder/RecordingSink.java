package io.sluice.record.recorder;

import java.io.IOException;

/**
 * Where recordings go. Everything is called by the recorder's thread, which traffic does not wait for: it may wait a
 * little, and while it does exchanges queue up and are dropped when there are too many.
 */
public interface RecordingSink extends AutoCloseable {

    /**
     * Takes a recording. Either throws, which counts it as dropped, or tells the receipts sooner or later, once, what
     * became of it.
     *
     * @param recording not valid after the call
     * @param receipts the same object at each call; may be told by any thread
     * @throws IOException if it cannot be written now; the next may be
     */
    void write(Recording recording, Receipts receipts) throws IOException;

    /**
     * Nothing more comes at the moment: what is buffered had better be written. Called after each batch, and about twenty
     * times in a second at most.
     */
    void flush() throws IOException;

    /** Writes what is buffered, within a few seconds, and gives up what it holds. Called once. */
    @Override
    void close() throws IOException;

    /** Is told what became of recordings. Any thread; never waits. */
    interface Receipts {
        /** So many recordings are where they belong. */
        void recorded(long count);

        /** So many recordings are lost. */
        void dropped(DropReason reason, long count);

        /** The sink had to leave out the bodies of a recording, or a part of them. */
        void truncated();
    }
}
