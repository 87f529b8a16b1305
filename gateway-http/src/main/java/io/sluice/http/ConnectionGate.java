package io.sluice.http;

import io.undertow.server.protocol.http.HttpOpenListener;
import org.xnio.ChannelListener;
import org.xnio.StreamConnection;

/** What each new connection passes before Undertow has it: its framing is checked from then on. Called on I/O threads. */
final class ConnectionGate implements ChannelListener<StreamConnection> {
    private final HttpServerOptions options;
    private final HttpOpenListener protocol;

    ConnectionGate(HttpServerOptions options, HttpOpenListener protocol) {
        this.options = options;
        this.protocol = protocol;
    }

    @Override
    public void handleEvent(StreamConnection connection) {
        var source = connection.getSourceChannel();
        var framing = new RequestFraming(options.http2(), options.headerLimitBytes());
        source.setConduit(new FramingConduit(source.getConduit(), framing));
        protocol.handleEvent(connection);
    }
}
