package io.sluice.http;

import io.sluice.engine.flow.RequestHandler;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import org.xnio.XnioIoThread;

/**
 * Where Undertow's world ends and the engine's begins: makes an invocation of each exchange. Called on I/O threads.
 *
 * <p>An exchange stays with the context and the handler that it began with; a {@link #replace} is for those that follow,
 * on whatever connection.
 *
 * <p>The connection's own errors never come here; see {@link HeadLimit}.
 */
final class ExchangeHandler implements HttpHandler {
    private static final ThreadLocal<IoThreadQueue> QUEUE =
            ThreadLocal.withInitial(() -> new IoThreadQueue(XnioIoThread.requireCurrentThread()));

    /** How much of a body that nobody wants is dropped before the connection is: the limit and a bit. */
    private static final int DRAIN_FACTOR = 2;

    private static final int DRAIN_MINIMUM = 1 << 20;

    private volatile Serving serving;

    /** What an exchange is served with. Immutable. */
    private static final class Serving {
        private final ServerContext context;
        private final HeadLimit headLimit;
        private final RequestHandler handler;

        Serving(ServerContext context, RequestHandler handler) {
            this.context = context;
            this.headLimit = new HeadLimit(context.options());
            this.handler = handler;
        }
    }

    ExchangeHandler(ServerContext context, RequestHandler handler) {
        this.serving = new Serving(context, handler);
    }

    /** Serves the next exchanges with others. Any thread. */
    void replace(ServerContext context, RequestHandler handler) {
        serving = new Serving(context, handler);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        Serving chosen = enter();
        ServerContext context = chosen.context;
        exchange.setMaxEntitySize(
                Math.max((long) DRAIN_FACTOR * context.options().bodyLimitBytes(), DRAIN_MINIMUM));
        var invocation = new ExchangeInvocation(exchange, context, QUEUE.get());
        exchange.addExchangeCompleteListener(invocation);
        var problem = chosen.headLimit.check(exchange);
        if (problem == null) {
            invocation.start(chosen.handler);
        } else {
            exchange.setPersistent(false);
            invocation.refuse(chosen.handler, problem);
        }
    }

    /** Counts the exchange where it is served: whoever replaces that afterwards finds it counted. */
    private Serving enter() {
        while (true) {
            Serving chosen = serving;
            chosen.context.running().enter();
            if (chosen == serving) {
                return chosen;
            }
            chosen.context.running().leave();
        }
    }
}
