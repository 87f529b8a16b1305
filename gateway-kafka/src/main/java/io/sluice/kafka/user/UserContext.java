package io.sluice.kafka.user;

import io.sluice.kafka.produce.Acknowledged;
import io.sluice.kafka.produce.LogLimit;
import io.sluice.kafka.produce.QueueRoom;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * What all users of a cluster share.
 *
 * @param cluster the cluster's name in logs
 * @param clients makes their Kafka clients
 * @param room of records that are not acknowledged yet, whoever sends them
 * @param acknowledged told of every acknowledged record
 * @param reachable whether brokers answer the gateway itself
 * @param pool runs what may block; has a thread for each user who needs one
 * @param nanoTime as {@link System#nanoTime}
 * @param undelivered bounds what is logged of records that were not delivered
 */
record UserContext(
        String cluster,
        UserClients clients,
        QueueRoom room,
        Acknowledged acknowledged,
        BooleanSupplier reachable,
        Executor pool,
        LongSupplier nanoTime,
        LogLimit undelivered) {
    private static final Duration PAUSE = Duration.ofSeconds(10);

    UserContext(
            String cluster,
            UserClients clients,
            QueueRoom room,
            Acknowledged acknowledged,
            BooleanSupplier reachable,
            Executor pool,
            LongSupplier nanoTime) {
        this(cluster, clients, room, acknowledged, reachable, pool, nanoTime, new LogLimit(PAUSE));
    }
}
