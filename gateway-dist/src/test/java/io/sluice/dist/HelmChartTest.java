package io.sluice.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import io.sluice.config.load.GatewayModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The chart as Helm itself renders it. */
class HelmChartTest {
    private static final Path CHART = Path.of("src/helm/sluice");

    private static List<Map<?, ?>> render(Map<String, Object> values) {
        var template = new Helm(CHART).template();
        values.forEach(template::set);
        List<Map<?, ?>> objects = new ArrayList<>();
        for (Object object : new Load(LoadSettings.builder().build()).loadAllFromString(template.call())) {
            if (object instanceof Map<?, ?> map) {
                objects.add(map);
            }
        }
        return objects;
    }

    private static Map<?, ?> only(List<Map<?, ?>> objects, String kind) {
        List<Map<?, ?>> found = objects.stream()
                .filter(object -> kind.equals(object.get("kind")))
                .toList();
        assertThat(found).as(kind).hasSize(1);
        return found.get(0);
    }

    /** What lies at the end of these keys; an index is a number. */
    private static Object at(Object from, Object... keys) {
        Object value = from;
        for (Object key : keys) {
            Object next = key instanceof Integer index && value instanceof List<?> list
                    ? list.get(index)
                    : value instanceof Map<?, ?> map ? map.get(key) : null;
            value = Objects.requireNonNull(next, () -> key + " of " + from);
        }
        return value;
    }

    private static Object container(List<Map<?, ?>> objects) {
        return at(only(objects, "Deployment"), "spec", "template", "spec", "containers", 0);
    }

    @Test
    void isWellFormed() {
        var result = new Helm(CHART).lint().strict().call();

        assertThat(result.isFailed()).as(result.getMessages().toString()).isFalse();
    }

    @Test
    void servesAConfigurationThatLoads() {
        String config = (String) at(only(render(Map.of()), "ConfigMap"), "data", "zilla.yaml");

        assertThat(GatewayModel.load("zilla.yaml", config, Map.of("KAFKA_BOOTSTRAP_SERVER", "kafka:9092"))
                        .topology()
                        .listeners())
                .hasSize(1);
    }

    @Test
    void asksTheListenerForOperators() {
        Object container = container(render(Map.of()));

        assertThat(at(container, "args").toString())
                .isEqualTo("[start, -c, /etc/sluice/zilla.yaml, --admin, 0.0.0.0:7115, --log-format, json]");
        assertThat(at(container, "livenessProbe", "httpGet", "path")).isEqualTo("/livez");
        assertThat(at(container, "readinessProbe", "httpGet", "path")).isEqualTo("/readyz");
        assertThat(at(container, "readinessProbe", "httpGet", "port")).isEqualTo("admin");
        assertThat(at(container, "securityContext", "readOnlyRootFilesystem")).isEqualTo(true);
    }

    @Test
    void keepsSecretsInASecret() {
        List<Map<?, ?>> objects = render(Map.of("secretEnv.SASL_PASSWORD", "s3cret", "extraEnv[0].name", "ZONE"));

        assertThat(at(only(objects, "Secret"), "stringData", "SASL_PASSWORD")).isEqualTo("s3cret");
        assertThat(at(container(objects), "envFrom", 0, "secretRef", "name"))
                .isEqualTo(at(only(objects, "Secret"), "metadata", "name"));
        assertThat(container(objects).toString()).doesNotContain("s3cret").contains("{name=ZONE}");
    }

    @Test
    void leavesTheNumberToTheAutoscaler() {
        List<Map<?, ?>> objects = render(
                Map.of("autoscaling.enabled", "true", "ingress.enabled", "true", "metrics.podMonitor.enabled", "true"));

        assertThat(at(only(objects, "Deployment"), "spec").toString()).doesNotContain("replicas=");
        assertThat(at(only(objects, "HorizontalPodAutoscaler"), "spec", "scaleTargetRef", "name"))
                .isEqualTo(at(only(objects, "Deployment"), "metadata", "name"));
        assertThat(at(only(objects, "Ingress"), "spec", "rules", 0, "host")).isEqualTo("sluice.example.com");
        assertThat(at(only(objects, "PodMonitor"), "spec", "podMetricsEndpoints", 0, "port"))
                .isEqualTo("admin");
    }

    @Test
    void servesTheConfigurationOfAnother() {
        List<Map<?, ?>> objects = render(Map.of("existingConfigMap", "mine"));

        assertThat(objects).noneMatch(object -> "ConfigMap".equals(object.get("kind")));
        assertThat(at(only(objects, "Deployment"), "spec", "template", "spec", "volumes", 0, "configMap", "name"))
                .isEqualTo("mine");
    }
}
