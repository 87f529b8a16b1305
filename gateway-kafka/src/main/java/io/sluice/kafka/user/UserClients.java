package io.sluice.kafka.user;

import io.sluice.engine.spi.Delivery;
import io.sluice.kafka.cluster.Login;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;

/** Makes Kafka clients of single users. May take some milliseconds, but waits for no broker; any thread. */
public interface UserClients {

    /** A producer. */
    Producer<byte[], byte[]> producer(Login user, Delivery acks);

    /** An admin client, which gives up on a question after some seconds. */
    Admin admin(Login user);
}
