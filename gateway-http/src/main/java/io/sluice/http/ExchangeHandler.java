package io.sluice.http;

import io.sluice.engine.flow.RequestHandler;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import org.xnio.XnioIoThread;

/**
 * Where Undertow's world ends and the engine's begins: makes an invocation of each exchange. Called on I/O threads.
 *
 * <p>The connection's own errors never come here; see {@link HeadLimit}.
 */
final class ExchangeHandler implements HttpHandler {
    private static final ThreadLocal<IoThreadQueue> QUEUE =
            ThreadLocal.withInitial(() -> new IoThreadQueue(XnioIoThread.requireCurrentThread()));

    /** How much of a body that nobody wants is dropped before the connection is: the limit and a bit. */
    private static final int DRAIN_FACTOR = 2;

    private static final int DRAIN_MINIMUM = 1 << 20;

    private final ServerContext context;
    private final HeadLimit headLimit;
    private final RequestHandler handler;

    ExchangeHandler(ServerContext context, RequestHandler handler) {
        this.context = context;
        this.headLimit = new HeadLimit(context.options().headerLimitBytes());
        this.handler = handler;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        context.running().enter();
        exchange.setMaxEntitySize(
                Math.max((long) DRAIN_FACTOR * context.options().bodyLimitBytes(), DRAIN_MINIMUM));
        var invocation = new ExchangeInvocation(exchange, context, QUEUE.get());
        exchange.addExchangeCompleteListener(invocation);
        var problem = headLimit.check(exchange);
        if (problem == null) {
            invocation.start(handler);
        } else {
            exchange.setPersistent(false);
            invocation.refuse(handler, problem);
        }
    }
}
