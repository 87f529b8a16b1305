package io.sluice.bench.cases;

import io.sluice.bench.BenchFailure;
import io.sluice.bench.ResponseHead;
import io.sluice.bench.Wire;
import java.net.URI;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** Some connections for many requests whose answers take a while. Used by one thread. */
final class Wires implements AutoCloseable {
    private final List<Wire> wires;

    /** Hears what a request was answered with. */
    interface Listener {
        void answered(int number, ResponseHead head);
    }

    /** Connects. */
    Wires(URI server, int connections) {
        wires = Stream.generate(() -> new Wire(server)).limit(connections).toList();
    }

    /**
     * Sends the requests of some numbers, as many at a time as there are connections.
     *
     * @throws BenchFailure if one is answered with another status
     */
    void exchange(int first, int count, IntFunction<byte[]> requests, int status, Listener listener) {
        for (int from = first; from < first + count; from += wires.size()) {
            int together = Math.min(wires.size(), first + count - from);
            for (int i = 0; i < together; i++) {
                wires.get(i).send(requests.apply(from + i));
            }
            for (int i = 0; i < together; i++) {
                listener.answered(from + i, require(status, wires.get(i).receive()));
            }
        }
    }

    /** Sends one request, on the first connection: a listener may, because that one's answer is told first. */
    ResponseHead exchange(byte[] request, int status) {
        return require(status, wires.get(0).exchange(request));
    }

    private static ResponseHead require(int status, Wire.Reply reply) {
        if (reply.head().status() != status) {
            throw new BenchFailure(
                    "Answered (expected: " + status + ") " + reply.head().text());
        }
        return reply.head();
    }

    @Override
    public void close() {
        wires.forEach(Wire::close);
    }
}
