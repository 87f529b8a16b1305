package io.sluice.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.password4j.Argon2Function;
import com.password4j.BcryptFunction;
import com.password4j.Password;
import com.password4j.types.Argon2;
import com.password4j.types.Bcrypt;
import io.sluice.cli.e2e.Client.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Routes that ask for a name and a password, or for a key that stands in the configuration. */
@ExtendWith(WatchIoThreads.class)
@Timeout(90)
class CredentialsIT {
    private static final TestKafka KAFKA = TestKafka.shared();
    private static final String ROUTES = """
            - when: [{method: GET, path: "/items/{id}"}]
              guarded: {g: [%2$s]}
              exit: cache_client
              with: {capability: fetch, topic: %1$s, filters: [{key: "${guarded['g'].identity}:${params.id}"}]}
            - when: [{path: "/items/{id}"}]
              guarded: {g: [%2$s]}
              exit: cache_client
              with: {capability: produce, topic: %1$s, key: "${guarded['g'].identity}:${params.id}"}
            """;

    @TempDir
    Path folder;

    private Scene basic(String users) throws IOException {
        Path file = Files.writeString(folder.resolve("users"), users);
        return Scene.open(GatewayYaml.of(ROUTES.formatted(KAFKA.compacted("items", 1), "user"))
                .http("authorization: {g: {credentials: {headers: {authorization: 'Basic {username}:{password}'}}}}")
                .guards("g: {type: basic, options: {file: '" + file + "'}}"));
    }

    private static String credentials(String name, String password) {
        byte[] bytes = (name + ':' + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(bytes);
    }

    private static String bcrypt(String password, int rounds) {
        return Password.hash(password)
                .with(BcryptFunction.getInstance(Bcrypt.Y, rounds))
                .getResult();
    }

    private static String argon2(String password) {
        return Password.hash(password)
                .addRandomSalt()
                .with(Argon2Function.getInstance(1024, 1, 1, 32, Argon2.ID))
                .getResult();
    }

    private static int status(Scene scene, String name, String password) {
        return scene.client()
                .get("/items/1", "authorization", credentials(name, password))
                .status();
    }

    @Test
    void knowsWhoHasTheRightPassword() throws IOException {
        String users = "# users\nalice:" + bcrypt("sesame: öffne dich", 6) + ":user\nbob:" + argon2("s3cret")
                + ":user\n" + "eve:" + bcrypt("eve", 5) + "\n";
        try (Scene scene = basic(users)) {
            scene.eventually("/items/1", credentials("bob", "s3cret"), answer -> answer.status() == 404);

            Answer put =
                    scene.client().put("/items/1", "{}", "authorization", credentials("alice", "sesame: öffne dich"));
            Answer wrong = scene.client().get("/items/1", "authorization", credentials("alice", "sesame"));

            assertThat(put.status()).isEqualTo(204);
            assertThat(status(scene, "alice", "sesame: öffne dich")).isEqualTo(200);
            assertThat(status(scene, "bob", "s3cret")).isEqualTo(404);
            assertThat(wrong.status()).isEqualTo(401);
            assertThat(wrong.field("www-authenticate")).isEqualTo("Basic realm=\"g\", charset=\"UTF-8\"");
            assertThat(status(scene, "nobody", "s3cret")).isEqualTo(401);
            assertThat(status(scene, "bob", "")).isEqualTo(401);
            assertThat(status(scene, "eve", "eve")).isEqualTo(403);
            assertThat(scene.client()
                            .get("/items/1", "authorization", "Basic !")
                            .status())
                    .isEqualTo(401);
            assertThat(scene.client().get("/items/1").status()).isEqualTo(401);
        }
    }

    @Test
    void readsTheFileAgainWhenItHasChangedAndKeepsItWhenItIsBroken() throws IOException {
        try (Scene scene = basic("alice:" + bcrypt("old", 5) + ":user\n")) {
            scene.eventually("/items/1", credentials("alice", "old"), answer -> answer.status() == 404);

            Files.writeString(folder.resolve("users"), "alice:" + bcrypt("new", 5) + ":user\nbob:" + bcrypt("b", 5));
            scene.eventually("/items/1", credentials("alice", "new"), answer -> answer.status() == 404);
            assertThat(status(scene, "alice", "old")).isEqualTo(401);

            Files.writeString(folder.resolve("users"), "alice\n");
            assertThat(status(scene, "alice", "new")).isEqualTo(404);
        }
    }

    @Test
    void turnsAwayWhatItHasNoRoomToCheck() throws IOException {
        try (Scene scene = basic("alice:" + bcrypt("a", 10) + ":user\n")) {
            scene.eventually("/items/1", credentials("alice", "a"), answer -> answer.status() == 404);

            List<CompletableFuture<Answer>> answers = IntStream.range(0, 100)
                    .mapToObj(i -> scene.client().getting("/items/1", "authorization", credentials("alice", "x" + i)))
                    .toList();

            assertThat(answers)
                    .extracting(answer -> answer.join().status())
                    .contains(401, 503)
                    .containsOnly(401, 503);
        }
    }

    @Test
    void knowsAKeyInAHeaderOrTheQuery() {
        String topic = KAFKA.compacted("items", 1);
        try (Scene scene = Scene.open(GatewayYaml.of(ROUTES.formatted(topic, ""))
                .http("authorization: {g: {credentials: {headers: {x-api-key: '{credentials}'}, query: {key:"
                        + " '{credentials}'}}}}")
                .guards("g: {type: inline, options: {identity: robot, credentials: 'k3/y'}}"))) {
            scene.eventually("/items/1?key=k3%2Fy", answer -> answer.status() == 404);
            Answer put = scene.client().put("/items/1", "{}", "x-api-key", "k3/y");

            assertThat(scene.client().get("/items/1", "x-api-key", "k3/z").status())
                    .isEqualTo(401);
            assertThat(put.status()).isEqualTo(204);
            assertThat(KAFKA.records(topic, "robot:1")).hasSize(1);
        }
    }
}
