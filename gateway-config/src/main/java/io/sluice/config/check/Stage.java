package io.sluice.config.check;

import io.sluice.config.BindingConfig;
import io.sluice.config.HttpClientConfig;
import io.sluice.config.HttpKafkaConfig;
import io.sluice.config.HttpServerConfig;
import io.sluice.config.KafkaCacheClientConfig;
import io.sluice.config.KafkaCacheServerConfig;
import io.sluice.config.KafkaClientConfig;
import io.sluice.config.RestKafkaConfig;
import io.sluice.config.TcpClientConfig;
import io.sluice.config.TcpServerConfig;
import io.sluice.config.TlsClientConfig;
import io.sluice.config.TlsServerConfig;
import io.sluice.config.UnsupportedBindingConfig;
import java.util.List;

/** The stages between socket and cluster, and which of them may follow each other. */
enum Stage {
    TCP_CLIENT("tcp client", TcpClientConfig.class),
    TLS_CLIENT("tls client", TlsClientConfig.class, TCP_CLIENT),
    KAFKA_CLIENT("kafka client", KafkaClientConfig.class, TLS_CLIENT, TCP_CLIENT),
    KAFKA_CACHE_SERVER("kafka cache_server", KafkaCacheServerConfig.class, KAFKA_CLIENT),
    KAFKA_CACHE_CLIENT("kafka cache_client", KafkaCacheClientConfig.class, KAFKA_CACHE_SERVER, KAFKA_CLIENT),
    HTTP_KAFKA("http-kafka proxy", HttpKafkaConfig.class, KAFKA_CACHE_CLIENT, KAFKA_CACHE_SERVER, KAFKA_CLIENT),
    REST_KAFKA("rest-kafka proxy", RestKafkaConfig.class, KAFKA_CACHE_CLIENT, KAFKA_CACHE_SERVER, KAFKA_CLIENT),
    HTTP_CLIENT("http client", HttpClientConfig.class, TLS_CLIENT, TCP_CLIENT),
    HTTP_SERVER("http server", HttpServerConfig.class, HTTP_KAFKA, REST_KAFKA, HTTP_CLIENT),
    TLS_SERVER("tls server", TlsServerConfig.class, HTTP_SERVER),
    TCP_SERVER("tcp server", TcpServerConfig.class, TLS_SERVER, HTTP_SERVER),
    UNSUPPORTED("unsupported", UnsupportedBindingConfig.class);

    private final String words;
    private final Class<? extends BindingConfig> type;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<Stage> next;

    Stage(String words, Class<? extends BindingConfig> type, Stage... next) {
        this.words = words;
        this.type = type;
        this.next = List.of(next);
    }

    static Stage of(BindingConfig binding) {
        for (Stage stage : values()) {
            if (stage.type.isInstance(binding)) {
                return stage;
            }
        }
        throw new AssertionError(binding);
    }

    /** Whether an exit of this stage may lead there. Unsupported ones are the business of {@link SupportCheck}. */
    boolean mayLeadTo(Stage target) {
        return this == UNSUPPORTED || target == UNSUPPORTED || next.contains(target);
    }

    /** Type and kind. */
    String words() {
        return words;
    }

    /** Types and kinds that may follow, for messages. */
    String expected() {
        return String.join(" or ", next.stream().map(Stage::words).toList());
    }
}
