package io.sluice.bench;

import io.sluice.bench.cases.AllocPerGet;
import io.sluice.bench.cases.AsyncAccepted;
import io.sluice.bench.cases.Filter1m;
import io.sluice.bench.cases.GetItem;
import io.sluice.bench.cases.GetItemNotModified;
import io.sluice.bench.cases.List1k;
import io.sluice.bench.cases.List1kChanging;
import io.sluice.bench.cases.List1m;
import io.sluice.bench.cases.ListGzip;
import io.sluice.bench.cases.LongPollLatency;
import io.sluice.bench.cases.ManyRoutes;
import io.sluice.bench.cases.OpenApiBuild;
import io.sluice.bench.cases.PutLarge;
import io.sluice.bench.cases.PutManyTopics;
import io.sluice.bench.cases.PutOneWay;
import io.sluice.bench.cases.RecordedGetItem;
import io.sluice.bench.cases.RestConsumers;
import io.sluice.bench.cases.RestProduceMany;
import io.sluice.bench.cases.RestProduceOne;
import io.sluice.bench.cases.StartUp;
import io.sluice.bench.cases.SyncReply;
import io.sluice.bench.cases.ViewLoad;
import io.sluice.bench.cases.WaitersOnItem;
import io.sluice.bench.cases.WaitersOnList;
import java.util.List;

/** The cases, in the order in which they run: those that share processes follow each other. */
final class Cases {
    static final List<BenchCase> ALL = List.of(
            new GetItem(),
            new GetItemNotModified(),
            new RecordedGetItem(),
            new AllocPerGet(),
            new List1k(),
            new List1kChanging(),
            new ListGzip(),
            new List1m(),
            new Filter1m(),
            new ViewLoad(),
            new ManyRoutes(),
            new PutOneWay(),
            new PutManyTopics(),
            new PutLarge(),
            new RestProduceOne(),
            new RestProduceMany(),
            new RestConsumers(),
            new SyncReply(),
            new AsyncAccepted(),
            new LongPollLatency(),
            new WaitersOnItem(),
            new WaitersOnList(),
            new OpenApiBuild(),
            new StartUp());

    private Cases() {}

    /** Their names. */
    static List<String> names() {
        return ALL.stream().map(BenchCase::name).toList();
    }
}
