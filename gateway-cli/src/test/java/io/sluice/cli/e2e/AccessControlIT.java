package io.sluice.cli.e2e;

import static io.sluice.cli.e2e.GatewayYaml.fetch;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Web pages of several origins before one gateway. */
@ExtendWith(WatchIoThreads.class)
@Timeout(60)
class AccessControlIT {
    private static final TestKafka KAFKA = TestKafka.shared();
    private static final String SHOP = "https://shop.example";

    @Test
    void letsListedOriginsReadEverythingAndOthersNothing() throws Exception {
        String topic = KAFKA.compacted("items", 1);
        KAFKA.put(topic, "1", "one");
        GatewayYaml yaml = GatewayYaml.of(fetch("/items/{id}", topic, "filters: [{key: \"${params.id}\"}]"))
                .http("""
                        limits: {header: 2048}
                        access-control:
                          policy: cross-origin
                          allow:
                            origins: ["https://shop.example"]
                            methods: [GET, PUT]
                            headers: [If-None-Match]
                            credentials: true
                          max-age: 60
                          expose: {headers: [etag]}
                        """);
        try (Scene scene = Scene.open(yaml)) {
            scene.eventually("/items/1", "one");
            try (RawConnection shop = scene.client().raw();
                    RawConnection other = scene.client().raw()) {
                RawConnection.Response preflight = shop.request(
                                "OPTIONS",
                                "/items/1",
                                "origin: " + SHOP,
                                "access-control-request-method: PUT",
                                "access-control-request-headers: if-none-match")
                        .readHead();
                assertThat(preflight.status()).isEqualTo(204);
                assertThat(preflight.lines())
                        .contains("access-control-allow-origin: " + SHOP)
                        .contains("access-control-allow-credentials: true")
                        .contains("access-control-allow-methods: GET, PUT")
                        .contains("access-control-allow-headers: if-none-match")
                        .contains("access-control-max-age: 60");

                RawConnection.Response item =
                        shop.request("GET", "/items/1", "origin: " + SHOP).read();
                assertThat(item.body()).isEqualTo("one");
                assertThat(item.lines()).contains("access-control-expose-headers: etag", "vary: origin");

                for (String target : new String[] {"/items/none", "/nowhere", "/" + "x".repeat(4000)}) {
                    RawConnection.Response error =
                            shop.request("GET", target, "origin: " + SHOP).read();
                    assertThat(error.status()).isIn(404, 414);
                    assertThat(error.fields("access-control-allow-origin")).containsExactly(SHOP);
                }

                RawConnection.Response refused = other.request("GET", "/items/1", "origin: https://evil.example")
                        .read();
                assertThat(refused.status()).isEqualTo(403);
                assertThat(refused.body()).contains("urn:sluice:problem:origin-forbidden");
                assertThat(refused.fields("access-control-allow-origin")).isEmpty();
            }
        }
    }

    @Test
    void takesOnlyItsOwnPagesWithoutConfiguration() throws Exception {
        String topic = KAFKA.compacted("items", 1);
        KAFKA.put(topic, "1", "one");
        GatewayYaml yaml = GatewayYaml.of(fetch("/items/{id}", topic, "filters: [{key: \"${params.id}\"}]"));
        try (Scene scene = Scene.open(yaml)) {
            scene.eventually("/items/1", "one");
            try (RawConnection connection = scene.client().raw()) {
                RawConnection.Response own = connection
                        .request("GET", "/items/1", "origin: http://test")
                        .read();
                RawConnection.Response foreign = connection
                        .request("GET", "/items/1", "origin: http://test.example")
                        .read();

                assertThat(own.status()).isEqualTo(200);
                assertThat(foreign.status()).isEqualTo(403);
            }
        }
    }
}
