package io.sluice.record.proxy;

import io.sluice.engine.flow.Identity;
import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.observe.EndedExchange;
import io.sluice.engine.observe.KeptBody;
import io.sluice.engine.observe.RecordPlace;
import io.sluice.engine.observe.RouteLabel;
import io.sluice.engine.trace.RequestTrace;
import java.net.InetSocketAddress;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** An exchange as it would have been without the proxy: without fields that are the proxy's. */
final class ServerView implements EndedExchange {
    private final EndedExchange exchange;

    ServerView(EndedExchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public HttpRequest request() {
        return new WithoutProxyFields(exchange.request());
    }

    @Override
    public String protocol() {
        return exchange.protocol();
    }

    @Override
    public @Nullable InetSocketAddress peer() {
        return exchange.peer();
    }

    @Override
    public Identity identity() {
        return exchange.identity();
    }

    @Override
    public RouteLabel route() {
        return exchange.route();
    }

    @Override
    public int status() {
        return exchange.status();
    }

    @Override
    public @Nullable ProblemType problem() {
        return exchange.problem();
    }

    @Override
    public long requestBytes() {
        return exchange.requestBytes();
    }

    @Override
    public long responseBytes() {
        return exchange.responseBytes();
    }

    @Override
    public long nanos() {
        return exchange.nanos();
    }

    @Override
    public boolean isComplete() {
        return exchange.isComplete();
    }

    @Override
    public RequestTrace trace() {
        return exchange.trace();
    }

    @Override
    public String requestId() {
        return exchange.requestId();
    }

    @Override
    public long startedAtMillis() {
        return exchange.startedAtMillis();
    }

    @Override
    public void forEachResponseHeader(BiConsumer<String, String> visitor) {
        exchange.forEachResponseHeader((name, value) -> {
            if (!ProxyFields.CONNECTION.contains(name)) {
                visitor.accept(name, value);
            }
        });
    }

    @Override
    public KeptBody requestBody() {
        return exchange.requestBody();
    }

    @Override
    public KeptBody responseBody() {
        return exchange.responseBody();
    }

    @Override
    public @Nullable RecordPlace record() {
        return exchange.record();
    }
}
