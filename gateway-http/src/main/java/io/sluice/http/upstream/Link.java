package io.sluice.http.upstream;

import org.xnio.XnioIoThread;

/** A connection to a server. Owned by its I/O thread; the methods may be called by any thread. */
interface Link {

    /** The thread that owns it. */
    XnioIoThread thread();

    /** Whether requests can be sent; an answer of yes may be outdated at once. */
    boolean isOpen();

    /** How many requests may be under way at a time at the moment. */
    int capacity();

    /** Sends a request. The exchange is told what comes of it, even when that is nothing. */
    void send(UpstreamExchange exchange);

    /** There is more to send of a request, or its body has been aborted; or room for more of its response. */
    void proceed(UpstreamExchange exchange);

    /** Drops an exchange whose client has gone. */
    void cancel(UpstreamExchange exchange);

    /** Ends a tunnel, and one to come; requests and responses go on. */
    void drain();

    /** Closes it; what is under way breaks off. */
    void close();

    /** Whoever keeps links. Called by a link's I/O thread. */
    interface Keeper {

        /** An exchange has ended, and the link can take another one in its place. */
        void released(Link link);

        /** It has been closed, by whichever side. Called once. */
        void closed(Link link);
    }
}
