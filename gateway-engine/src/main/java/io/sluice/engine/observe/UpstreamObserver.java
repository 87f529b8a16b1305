package io.sluice.engine.observe;

/** Is told how the connections to a server that requests are passed on to are doing. Called by any thread; must not block. */
public interface UpstreamObserver {
    /** Does not want to know. */
    UpstreamObserver NONE = new UpstreamObserver() {
        @Override
        public void opened() {}

        @Override
        public void closed() {}

        @Override
        public void failed(String reason) {}
    };

    /** A connection has been made. */
    void opened();

    /** A connection has been closed. */
    void closed();

    /**
     * A request got no whole answer.
     *
     * @param reason one of a dozen words, in lower case
     */
    void failed(String reason);
}
