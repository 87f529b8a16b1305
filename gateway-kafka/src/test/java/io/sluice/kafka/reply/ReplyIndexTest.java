package io.sluice.kafka.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ReplyIndexTest {

    @Test
    void behavesLikeAMapInWhichTheFirstStays() {
        for (int seed = 0; seed < 10; seed++) {
            var random = new Random(seed);
            var index = new ReplyIndex();
            Map<String, ReplyIndex.Place> model = new HashMap<>();

            for (int offset = 0; offset < 3_000; offset++) {
                String id = "id" + random.nextInt(2_000);
                var place = new ReplyIndex.Place(random.nextInt(3), offset);
                assertThat(index.put(id, place.partition(), place.offset()))
                        .isEqualTo(model.putIfAbsent(id, place) == null);
                if (random.nextInt(1_000) == 0) {
                    int partition = random.nextInt(3);
                    long start = random.nextInt(offset + 1);
                    index.trim(partition, start);
                    model.values().removeIf(p -> p.partition() == partition && p.offset() < start);
                }
            }

            assertThat(index.size()).isEqualTo(model.size());
            for (int id = 0; id < 2_000; id++) {
                assertThat(index.find("id" + id)).isEqualTo(model.get("id" + id));
            }
            index.clear();
            assertThat(index.size()).isZero();
            assertThat(index.find("id0")).isNull();
        }
    }

    @Test
    void readersFindWhatStaysWhileOthersComeAndGo() throws Exception {
        var index = new ReplyIndex();
        for (int id = 0; id < 100; id++) {
            index.put("stays" + id, 0, id);
        }
        var stopped = new AtomicBoolean();
        var readers = Executors.newFixedThreadPool(2);
        Callable<Boolean> reader = () -> {
            var random = new Random();
            boolean right = true;
            while (!stopped.get() && right) {
                int id = random.nextInt(100);
                right = new ReplyIndex.Place(0, id).equals(index.find("stays" + id));
            }
            return right;
        };
        try {
            Future<Boolean> first = readers.submit(reader);
            Future<Boolean> second = readers.submit(reader);

            for (int offset = 0; offset < 60_000; offset++) {
                index.put("goes" + offset, 1, offset);
                if (offset % 5_000 == 0) {
                    index.trim(1, offset);
                }
            }
            stopped.set(true);

            assertThat(first.get()).isTrue();
            assertThat(second.get()).isTrue();
        } finally {
            readers.shutdownNow();
        }
    }
}
