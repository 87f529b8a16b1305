package io.sluice.config;

import java.util.List;

/** One typed stage of the gateway. */
public sealed interface BindingConfig
        permits TcpServerConfig,
                TcpClientConfig,
                TlsServerConfig,
                TlsClientConfig,
                HttpServerConfig,
                HttpClientConfig,
                HttpKafkaConfig,
                RestKafkaConfig,
                KafkaCacheClientConfig,
                KafkaCacheServerConfig,
                KafkaClientConfig,
                UnsupportedBindingConfig {

    /** The qualified name. */
    BindingName name();

    /** Where the binding starts. */
    Location at();

    /** Where its routes lead, in file order; a binding-level {@code exit} comes last. */
    List<Text> exits();
}
