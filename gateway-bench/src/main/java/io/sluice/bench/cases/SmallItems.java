package io.sluice.bench.cases;

import io.sluice.bench.Answer;
import io.sluice.bench.BareServer;
import io.sluice.bench.Gateway;
import io.sluice.bench.Lab;
import io.sluice.bench.Routes;
import io.sluice.bench.Scale;
import io.sluice.bench.Topics;
import java.time.Duration;

/** A topic of 1,000 items of 200 bytes, a gateway that serves it, and a bare server beside. */
final class SmallItems implements AutoCloseable {
    static final String ITEM = "/items/" + Topics.key(42);
    static final String LIST = "/items";
    private static final String TOPIC = "small-items";

    private final Gateway gateway;
    private final BareServer bare;

    private SmallItems(Lab lab) {
        lab.topics().createCompacted(TOPIC);
        lab.topics().fill(TOPIC, Scale.ITEMS, Scale.ITEM_BYTES);
        gateway = lab.gateway(new Routes()
                        .list(LIST, TOPIC)
                        .item("/items/{id}", TOPIC)
                        .put("/items/{id}", TOPIC))
                .awaitOk(ITEM, Duration.ofMinutes(1));
        bare = new BareServer(lab);
    }

    /** The one of this lab. */
    static SmallItems of(Lab lab) {
        return lab.fixture(SmallItems.class, SmallItems::new);
    }

    Gateway gateway() {
        return gateway;
    }

    BareServer bare() {
        return bare;
    }

    /** The gateway's answer to a GET, recorded for the bare server, whose answer is then the same. */
    Answer sample(Lab lab, String path, String kind, int status, String... headers) {
        return bare.sample(lab, gateway, path, kind, status, headers);
    }

    /** The size of the list's body: its items, commas between, brackets around. */
    static long listBytes() {
        return (long) Scale.ITEMS * (Scale.ITEM_BYTES + 1) + 1;
    }

    @Override
    public void close() {
        gateway.close();
        bare.close();
    }
}
