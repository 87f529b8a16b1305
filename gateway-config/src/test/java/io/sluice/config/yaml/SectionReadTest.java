package io.sluice.config.yaml;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.CatalogConfig;
import io.sluice.config.ExporterConfig;
import io.sluice.config.GuardConfig;
import io.sluice.config.HttpRequestConfig;
import io.sluice.config.HttpServerConfig;
import io.sluice.config.KafkaCacheServerConfig;
import io.sluice.config.KafkaClientConfig;
import io.sluice.config.KafkaTopicConfig;
import io.sluice.config.ModelConfig;
import io.sluice.config.MutualTls;
import io.sluice.config.NamespaceConfig;
import io.sluice.config.RedactionConfig;
import io.sluice.config.SaslConfig;
import io.sluice.config.Text;
import io.sluice.config.TlsServerConfig;
import io.sluice.config.VaultConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is modelled but not served yet does not show in a topology; it is looked at here. */
class SectionReadTest {

    @Test
    void readsAccessControl() throws IOException {
        HttpServerConfig server = binding(read("unsupported-http"), "north_http_server", HttpServerConfig.class);

        assertThat(server.accessControl()).satisfies(control -> {
            assertThat(control.crossOrigin()).isTrue();
            assertThat(control.maxAge()).isEqualTo(Duration.ofSeconds(10));
            assertThat(control.exposed()).containsExactly("x-custom");
            assertThat(control.allow()).satisfies(allow -> {
                assertThat(allow.origins()).containsExactly("https://example.com");
                assertThat(allow.methods()).containsExactly("GET");
                assertThat(allow.headers()).containsExactly("content-type");
                assertThat(allow.credentials()).isTrue();
            });
        });
    }

    @Test
    void readsHttpAuthorization() throws IOException {
        HttpServerConfig server = binding(read("unsupported-http"), "north_http_server", HttpServerConfig.class);

        assertThat(server.authorization()).satisfies(authorization -> {
            assertThat(authorization.guard()).isEqualTo("jwt0");
            assertThat(authorization.headers().get("authorization")).hasToString("Bearer {credentials}");
            assertThat(authorization.query()).containsOnlyKeys("access_token");
            assertThat(authorization.cookies()).containsOnlyKeys("token");
        });
    }

    @Test
    void readsRequestValidation() throws IOException {
        HttpServerConfig server = binding(read("unsupported-http"), "north_http_server", HttpServerConfig.class);

        HttpRequestConfig request = server.requests().get(0);

        assertThat(request.method()).isEqualTo("PUT");
        assertThat(requireNonNull(request.headers().get("x-count")).type()).isEqualTo("int32");
        assertThat(request.pathParams().get("id")).isInstanceOfSatisfying(ModelConfig.Characters.class, id -> {
            assertThat(id.minLength()).isEqualTo(1);
            assertThat(id.maxLength()).isEqualTo(10);
        });
        assertThat(request.content()).isInstanceOfSatisfying(ModelConfig.Schema.class, content -> {
            assertThat(content.catalog()).hasToString("inline0");
            assertThat(content.decode()).isEqualTo(ModelConfig.Strictness.STRICT);
            assertThat(content.schemas().get(0).version()).isEqualTo("latest");
        });
        assertThat(request.responses().get(0).statuses()).containsExactly(200, 201);
    }

    @Test
    void readsAJwtGuard() throws IOException {
        GuardConfig guard = read("unsupported-http").guards().get("jwt0");

        assertThat(guard).isInstanceOfSatisfying(GuardConfig.Jwt.class, jwt -> {
            assertThat(jwt.issuer()).hasToString("https://auth.example.com");
            assertThat(jwt.identity()).isEqualTo("sub");
            assertThat(jwt.challenge()).isEqualTo(Duration.ofSeconds(30));
            assertThat(jwt.attributes()).containsOnlyKeys("tenant");
            assertThat(jwt.keys()).singleElement().satisfies(key -> {
                assertThat(key.kid()).isEqualTo("one");
                assertThat(key.parameters()).containsOnlyKeys("n", "e");
            });
        });
    }

    @Test
    void readsATlsServerWithItsVaultAndGuard() throws IOException {
        NamespaceConfig namespace = read("unsupported-tls-server");

        assertThat(namespace.bindings().get("north_tls_server"))
                .isInstanceOfSatisfying(TlsServerConfig.class, server -> {
                    assertThat(server.options().trustCaCerts()).isFalse();
                    assertThat(server.options().mutual()).isEqualTo(MutualTls.REQUESTED);
                    assertThat(server.options().alpn()).extracting(Text::value).containsExactly("http/1.1", "h2");
                    assertThat(server.routes().get(0).when().get(0).mutual()).isEqualTo(MutualTls.REQUIRED);
                    assertThat(server.authorization()).containsOnlyKeys("x509");
                });
        VaultConfig vault = requireNonNull(namespace.vaults().get("my_servers"));
        assertThat(vault.crl()).isTrue();
        assertThat(vault.keys()).satisfies(keys -> {
            assertThat(keys.type()).isEqualTo("pkcs12");
            assertThat(keys.password()).hasToString("***");
        });
        assertThat(vault.secrets()).satisfies(secrets -> {
            assertThat(requireNonNull(secrets.entries().get("one")).versions()).hasSize(1);
            assertThat(requireNonNull(secrets.entries().get("two")).algorithm()).isEqualTo("HmacSHA256");
        });
        assertThat(namespace.guards().get("x509"))
                .isInstanceOfSatisfying(
                        GuardConfig.X509.class,
                        guard -> assertThat(guard.roles().get("admin"))
                                .singleElement()
                                .satisfies(fields -> assertThat(fields).containsOnlyKeys("subject.cn")));
    }

    @Test
    void readsKafkaTopicsWithTheirModels() throws IOException {
        NamespaceConfig namespace = read("unsupported-kafka");
        KafkaCacheServerConfig server = binding(namespace, "south_kafka_cache_server", KafkaCacheServerConfig.class);

        KafkaTopicConfig topic = server.topics().get(0);

        assertThat(topic.transforms()).hasSize(2);
        assertThat(topic.transforms().get(1).extractHeaders()).containsOnlyKeys("tenant");
        assertThat(topic.value()).isInstanceOfSatisfying(ModelConfig.Schema.class, value -> {
            assertThat(value.decode()).isEqualTo(ModelConfig.Strictness.LENIENT);
            assertThat(value.encode()).isEqualTo(ModelConfig.Strictness.STRICT);
            assertThat(value.schemas().get(0).id()).isEqualTo(7);
        });
        assertThat(namespace.catalogs().get("apicurio0"))
                .isInstanceOfSatisfying(CatalogConfig.Registry.class, registry -> {
                    assertThat(registry.type()).isEqualTo("apicurio");
                    assertThat(registry.group()).isEqualTo("g");
                    assertThat(registry.maxAge()).isEqualTo(Duration.ofSeconds(60));
                    assertThat(registry.apicurio()).isEqualTo(new CatalogConfig.Apicurio("contentId", "legacy"));
                    assertThat(registry.authorization()).hasToString("***");
                });
    }

    @Test
    void readsCredentialsOfBothDialects() throws IOException {
        KafkaClientConfig older = binding(read("unsupported-kafka"), "south_kafka_client", KafkaClientConfig.class);
        KafkaClientConfig newer =
                binding(read("example-oneway-oauthbearer"), "south_kafka_client", KafkaClientConfig.class);

        assertThat(older.sasl()).satisfies(sasl -> assertThat(sasl.mechanism()).isEqualTo(SaslConfig.Mechanism.PLAIN));
        assertThat(newer.authorization().get("sasl_guard")).satisfies(sasl -> {
            assertThat(sasl.mechanism()).isEqualTo(SaslConfig.Mechanism.OAUTHBEARER);
            assertThat(sasl.token()).isNotNull();
            assertThat(sasl.username()).isNull();
        });
    }

    @Test
    void readsExporters() throws IOException {
        NamespaceConfig namespace = read("stores-and-telemetry");

        assertThat(namespace.telemetry().exporters().get("prometheus_exporter"))
                .isInstanceOfSatisfying(
                        ExporterConfig.Prometheus.class,
                        prometheus ->
                                assertThat(prometheus.endpoints().get(0).port()).isEqualTo(7190));
        assertThat(namespace.telemetry().exporters().get("otlp_exporter"))
                .isInstanceOfSatisfying(ExporterConfig.Otlp.class, otlp -> {
                    assertThat(otlp.interval()).isEqualTo(Duration.ofSeconds(10));
                    assertThat(otlp.overrides()).containsOnlyKeys("metrics", "traces");
                    assertThat(otlp.signals()).containsExactly("metrics", "traces");
                    assertThat(otlp.sampling()).isEqualTo(0.25);
                });
        assertThat(namespace.telemetry().bindings()).containsOnlyKeys("north_http_server");
    }

    @Test
    void readsWhatIsRecorded() throws IOException {
        Map<String, ExporterConfig> exporters = read("recordings").telemetry().exporters();

        assertThat(exporters.get("all_of_it")).isInstanceOfSatisfying(ExporterConfig.HttpTypes.class, types -> {
            assertThat(types.recording().bodies().types()).hasSize(3);
            assertThat(types.recording().redaction()).satisfies(redaction -> {
                assertThat(redaction.headers()).extracting(Text::value).containsExactly("x-secret");
                assertThat(redaction.query()).extracting(Text::value).containsExactly("key");
                assertThat(redaction.json()).extracting(Text::value).containsExactly("$.password", "$..token");
                assertThat(redaction.values()).hasSize(1);
                assertThat(redaction.secret()).hasToString("***");
            });
        });
        assertThat(exporters.get("same_cluster"))
                .isInstanceOfSatisfying(
                        ExporterConfig.HttpTypes.class,
                        types -> assertThat(types.recording().redaction()).isEqualTo(RedactionConfig.DEFAULT));
    }

    private static <T> T binding(NamespaceConfig namespace, String name, Class<T> type) {
        return type.cast(requireNonNull(namespace.bindings().get(name)));
    }

    private static NamespaceConfig read(String name) throws IOException {
        String text = Files.readString(Path.of("src/test/resources/compile", name + ".in.yaml"));
        ReadResult result = ConfigReader.read(
                "zilla.yaml",
                text,
                Map.of(
                        "KAFKA_BOOTSTRAP_SERVER", "localhost:9092",
                        "KEYSTORE_PASSWORD", "generated",
                        "SASL_PASSWORD", "p",
                        "KAFKA_SASL_TOKEN", "t"));
        assertThat(result.isComplete()).isTrue();
        return result.config().namespaces().get(0);
    }
}
