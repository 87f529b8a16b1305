package io.sluice.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.cli.e2e.Client.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One client of the model test: writes its own keys, reads all, and holds every answer against the model. One thread. */
final class ModelClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final Random random;
    private final Client near;
    private final Client far;
    private final List<KeyModel> own;
    private final List<KeyModel> all;
    private final Map<KeyModel, String> etags = new HashMap<>();
    private int written;
    private int operations;

    /**
     * A client.
     *
     * @param gateways the one that all clients write to, and one that may show their writes somewhat later
     * @param own the keys that nobody else writes
     */
    ModelClient(String name, Random random, List<Client> gateways, List<KeyModel> own, List<KeyModel> all) {
        this.name = name;
        this.random = random;
        this.near = gateways.get(0);
        this.far = gateways.get(1);
        this.own = own;
        this.all = all;
    }

    /** How many requests it has sent. */
    int operations() {
        return operations;
    }

    /** Sends a number of random requests, one after the other, and then is one less of those who write. */
    Callable<Void> writing(int count, AtomicInteger writers) {
        return () -> {
            try {
                for (int i = 0; i < count; i++) {
                    act();
                }
            } finally {
                writers.decrementAndGet();
            }
            return null;
        };
    }

    /** Waits for changes of random keys for as long as somebody writes. */
    Callable<Void> waiting(AtomicInteger writers) {
        return () -> {
            while (writers.get() > 0) {
                await(any(), random.nextBoolean());
            }
            return null;
        };
    }

    private void act() throws JsonProcessingException {
        int dice = random.nextInt(100);
        if (dice < 30) {
            put(mine());
        } else if (dice < 38) {
            delete(mine());
        } else if (dice < 50) {
            get(mine());
        } else if (dice < 62) {
            get(any());
        } else if (dice < 70) {
            getFar(any());
        } else if (dice < 75) {
            head(any());
        } else if (dice < 86) {
            getConditionally(any());
        } else if (dice < 93) {
            listOwn();
        } else {
            listAll();
        }
        operations++;
    }

    private KeyModel mine() {
        return own.get(random.nextInt(own.size()));
    }

    private KeyModel any() {
        return all.get(random.nextInt(all.size()));
    }

    private void put(KeyModel key) {
        String value = "{\"key\":\"%s\",\"n\":%d}".formatted(key.key(), written++);
        key.begin(value);
        assertThat(near.put("/clients/" + name + "/items/" + key.key(), value).status())
                .isEqualTo(204);
        key.acknowledge();
    }

    private void delete(KeyModel key) {
        key.begin(null);
        assertThat(near.delete("/clients/" + name + "/items/" + key.key()).status())
                .isEqualTo(204);
        key.acknowledge();
    }

    private static String path(KeyModel key) {
        return "/items/" + key.key();
    }

    private void get(KeyModel key) {
        int start = key.acknowledged();
        Answer answer = near.get(path(key));
        key.check(answer, key.since(start));
        remember(key, answer);
    }

    private void getFar(KeyModel key) {
        key.check(far.get(path(key)), key.since(0));
    }

    private void remember(KeyModel key, Answer answer) {
        if (answer.status() == 200) {
            etags.put(key, answer.etag());
        }
    }

    private void head(KeyModel key) {
        int start = key.acknowledged();
        Answer head = near.send("HEAD", path(key), "");
        Answer get = near.get(path(key));
        KeyModel.Window window = key.since(start);
        key.check(get, window);
        assertThat(head.body()).isEmpty();
        if (head.status() == 200 && head.etag().equals(get.etag())) {
            assertThat(head.field("content-length")).isEqualTo(get.field("content-length"));
        } else if (head.status() == 404) {
            key.checkMember(null, window);
        } else {
            assertThat(head.status()).isEqualTo(200);
        }
    }

    private void getConditionally(KeyModel key) {
        String etag = etags.get(key);
        if (etag == null) {
            get(key);
            return;
        }
        int start = key.acknowledged();
        Answer answer = near.get(path(key), "if-none-match", etag);
        int state = key.check(answer, key.since(start));
        assertThat(answer.status() == 304)
                .as("not modified, state %d, was %d", state, key.stateOf(etag))
                .isEqualTo(state == key.stateOf(etag));
        remember(key, answer);
    }

    /** A wait ends with something later than what the client has, or with nothing new while nothing was. */
    private void await(KeyModel key, boolean atFar) {
        get(key);
        String etag = etags.get(key);
        int start = key.acknowledged();
        Client gateway = atFar ? far : near;
        Answer answer = etag == null
                ? gateway.get(path(key), "prefer", "wait=1")
                : gateway.get(path(key), "if-none-match", etag, "prefer", "wait=1");
        operations++;
        int state = key.check(answer, key.since(atFar ? 0 : start));
        if (etag != null && !atFar) {
            int had = key.stateOf(etag);
            assertThat(state).as("the state after a wait, had %d", had).isGreaterThanOrEqualTo(had);
            assertThat(answer.status() == 304).isEqualTo(state == had);
        }
        if (!atFar) {
            remember(key, answer);
        }
    }

    /** Nobody else writes what this list holds, so that it must be exact. */
    private void listOwn() throws JsonProcessingException {
        Map<String, String> expected = new HashMap<>();
        own.forEach(key -> {
            String state = key.current();
            if (state != null) {
                expected.put(key.key(), state);
            }
        });
        assertThat(members(near.get("/clients/" + name + "/items"))).isEqualTo(expected);
    }

    private void listAll() throws JsonProcessingException {
        Map<KeyModel, Integer> starts = new HashMap<>();
        all.forEach(key -> starts.put(key, key.acknowledged()));
        Answer answer = near.get("/items");
        Map<String, String> members = members(answer);
        all.forEach(key -> key.checkMember(members.get(key.key()), key.since(starts.getOrDefault(key, 0))));
    }

    /** The members of a list by key, in order. */
    static Map<String, @Nullable String> members(Answer answer) throws JsonProcessingException {
        assertThat(answer.status()).isEqualTo(200);
        Map<String, @Nullable String> members = new LinkedHashMap<>();
        List<String> twice = new ArrayList<>();
        for (JsonNode member : JSON.readTree(answer.body())) {
            if (members.put(member.get("key").textValue(), member.toString()) != null) {
                twice.add(member.toString());
            }
        }
        assertThat(twice).as("members that a list holds twice").isEmpty();
        return members;
    }
}
