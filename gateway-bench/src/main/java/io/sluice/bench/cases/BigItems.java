package io.sluice.bench.cases;

import io.sluice.bench.BareServer;
import io.sluice.bench.Gateway;
import io.sluice.bench.Lab;
import io.sluice.bench.Routes;
import io.sluice.bench.Scale;
import io.sluice.bench.Topics;
import java.time.Duration;

/** A topic of 1,000,000 items of 200 bytes, a gateway that serves it, and a bare server beside. */
final class BigItems implements AutoCloseable {
    static final String LIST = "/big";
    static final String ITEM = "/big/" + Topics.key(42);
    static final String TAGGED = "/tagged/t42";
    static final int MATCHES = 10;

    private final Gateway gateway;
    private final BareServer bare;

    private BigItems(Lab lab) {
        String topic = topic(lab);
        gateway = lab.gateway(
                        new Routes().list(LIST, topic).item("/big/{id}", topic).tagged("/tagged/{tag}", topic))
                .awaitOk(ITEM, Duration.ofMinutes(2));
        bare = new BareServer(lab);
    }

    /** The one of this lab. */
    static BigItems of(Lab lab) {
        return lab.fixture(BigItems.class, BigItems::new);
    }

    /** The topic with its items in it; made when it is missing. */
    static String topic(Lab lab) {
        String name = "big-items-" + lab.scale().manyItems();
        lab.topicOnce(name, () -> {
            lab.topics().createCompacted(name);
            lab.topics().fill(name, lab.scale().manyItems(), Scale.ITEM_BYTES);
        });
        return name;
    }

    Gateway gateway() {
        return gateway;
    }

    BareServer bare() {
        return bare;
    }

    @Override
    public void close() {
        gateway.close();
        bare.close();
    }
}
