package io.sluice.kafka.cluster;

import io.sluice.config.SaslConfig;
import io.sluice.config.fold.ClusterConfig;
import io.sluice.engine.spi.Delivery;
import io.sluice.engine.tls.TlsContext;
import io.sluice.kafka.user.UserClients;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Makes a cluster's clients, all with the same connection settings. Immutable. */
final class ClusterSettings implements UserClients {
    private static final int MAX_BLOCK_MILLIS = 2_000;
    private static final int REQUEST_TIMEOUT_MILLIS = 10_000;
    private static final int DELIVERY_TIMEOUT_MILLIS = 30_000;
    private static final int ADMIN_TIMEOUT_MILLIS = 4_000;
    private static final int FETCH_MAX_WAIT_MILLIS = 200; // a topic that is added waits for the fetch before it
    private static final int RECONNECT_MILLIS = 50;
    private static final int RECONNECT_MAX_MILLIS = 1_000;
    private static final int SETUP_TIMEOUT_MILLIS = 3_000;

    private static final int USER_BATCH_BYTES = 4 << 10; // a user's buffers of this size are kept for the next record

    private final ClusterConfig config;
    private final @Nullable TlsContext tls;
    private final @Nullable Login own;

    /**
     * The settings of a cluster.
     *
     * @param tls null for plain text
     */
    ClusterSettings(ClusterConfig config, @Nullable TlsContext tls) {
        this.config = config;
        this.tls = tls;
        SaslConfig sasl = config.sasl();
        this.own = sasl == null ? null : Login.of(() -> sasl);
    }

    /** How a client that is made elsewhere connects, in the gateway's name. */
    Map<String, Object> client(String purpose) {
        return common(purpose, own);
    }

    /** An admin client that gives up soon: it is asked again anyway. */
    Admin admin() {
        return admin(common("admin", own));
    }

    @Override
    public Admin admin(Login user) {
        Map<String, Object> settings = common("user-" + user.name() + "-admin", user);
        unwatched(settings);
        return admin(settings);
    }

    private static Admin admin(Map<String, Object> settings) {
        settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MILLIS - 1_000);
        settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MILLIS);
        return Admin.create(settings);
    }

    /** A consumer without group that reads committed records and is told where to start. */
    Consumer<byte[], byte[]> consumer(String purpose) {
        Map<String, Object> settings = common(purpose, own);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                IsolationLevel.READ_COMMITTED.name().toLowerCase(Locale.ROOT));
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_MAX_WAIT_MILLIS);
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * A producer that sends at once. Its buffer is twice what the send loop lets in, so that {@code send} never waits for
     * room; the largest record is the broker's to judge, not the client's.
     */
    Producer<byte[], byte[]> producer(Delivery acks) {
        return producer(acks, common("producer-" + word(acks), own));
    }

    /**
     * A user's producer. It has one request on its way at a time: a topic that was just created may refuse the first of
     * two, and the second would be out of sequence.
     */
    @Override
    public Producer<byte[], byte[]> producer(Login user, Delivery acks) {
        Map<String, Object> settings = common("user-" + user.name() + "-producer-" + word(acks), user);
        unwatched(settings);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, USER_BATCH_BYTES);
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        return producer(acks, settings);
    }

    private Producer<byte[], byte[]> producer(Delivery acks, Map<String, Object> settings) {
        long buffer = 2 * config.client().limits().queueBytes();
        settings.put(ProducerConfig.ACKS_CONFIG, acks(acks));
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, acks == Delivery.IN_SYNC_REPLICAS);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, buffer);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, (int) Math.min(buffer, Integer.MAX_VALUE));
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Leaves out what a client has for being watched by itself: there may be many users. */
    private static void unwatched(Map<String, Object> settings) {
        settings.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, List.of());
        settings.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    }

    private static String word(Delivery acks) {
        return acks.name().toLowerCase(Locale.ROOT);
    }

    private static String acks(Delivery acks) {
        return switch (acks) {
            case NONE -> "0";
            case LEADER_ONLY -> "1";
            case IN_SYNC_REPLICAS -> "all";
        };
    }

    private Map<String, Object> common(String purpose, @Nullable Login login) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, config.servers());
        settings.put(
                CommonClientConfigs.CLIENT_ID_CONFIG, "sluice-" + config.name().name() + '-' + purpose);
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, RECONNECT_MILLIS);
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, RECONNECT_MAX_MILLIS);
        settings.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, SETUP_TIMEOUT_MILLIS);
        secure(settings, login);
        return settings;
    }

    private void secure(Map<String, Object> settings, @Nullable Login login) {
        settings.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol(login).name);
        if (tls != null) {
            settings.put(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG, VaultSslEngineFactory.class);
            settings.put(VaultSslEngineFactory.CONTEXT, tls);
        }
        if (login != null) {
            SaslSettings.add(login, settings);
        }
    }

    private SecurityProtocol protocol(@Nullable Login login) {
        if (login == null) {
            return tls == null ? SecurityProtocol.PLAINTEXT : SecurityProtocol.SSL;
        }
        return tls == null ? SecurityProtocol.SASL_PLAINTEXT : SecurityProtocol.SASL_SSL;
    }
}
