package io.sluice.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * One server under the load of {@code wrk}: answers per second unless told otherwise. Any status of 400 and above, and any
 * connection that fails, breaks the case.
 */
public final class Wrk implements Duel.Contestant {
    private static final double MIB = 1 << 20;

    private final Child server;
    private final URI target;
    private final int connections;
    private final List<String> options;
    private final ToDoubleFunction<WrkOutput> value;

    private Wrk(Child server, URI target, int connections, List<String> options, ToDoubleFunction<WrkOutput> value) {
        this.server = server;
        this.target = target;
        this.connections = connections;
        this.options = List.copyOf(options);
        this.value = value;
    }

    /**
     * GETs a resource over and over.
     *
     * @param server the process whose CPU time is counted
     */
    public static Wrk get(Child server, URI target, int connections) {
        return new Wrk(server, target, connections, List.of(), WrkOutput::requestsPerSecond);
    }

    /** The same with a request header. */
    public Wrk header(String name, String text) {
        return with(List.of("-H", name + ": " + text), value);
    }

    /** The same with a script that makes the requests. */
    public Wrk script(Path lua) {
        return with(List.of("-s", lua.toString()), value);
    }

    /** The same, comparing the MiB per second. */
    public Wrk comparingBytes() {
        return with(List.of(), output -> output.bytesPerSecond() / MIB);
    }

    private Wrk with(List<String> more, ToDoubleFunction<WrkOutput> figure) {
        List<String> all = new ArrayList<>(options);
        all.addAll(more);
        return new Wrk(server, target, connections, all, figure);
    }

    @Override
    public Round run(double seconds) {
        server.requireAlive();
        double before = server.cpuSeconds();
        WrkOutput output = WrkOutput.parse(Command.output(command(Math.max(1, Math.round(seconds)))));
        double cpu = server.cpuSeconds() - before;
        server.requireAlive();
        if (output.badStatuses() > 0 || output.socketErrors() > 0 || output.requests() == 0) {
            throw new BenchFailure("%s: of %d answers %d were errors, %d connections failed"
                    .formatted(target, output.requests(), output.badStatuses(), output.socketErrors()));
        }
        return new Round(
                value.applyAsDouble(output), output.p50Millis(), output.p99Millis(), cpu * 1e6 / output.requests());
    }

    private List<String> command(long seconds) {
        List<String> command = new ArrayList<>(
                List.of("wrk", "--latency", "-t1", "-c" + connections, "-d" + seconds + "s", "--timeout", "10s"));
        command.addAll(options);
        command.add(target.toString());
        return command;
    }

    /**
     * Writes a script that sends bodies to some paths in turn.
     *
     * @param paths the request targets
     * @param body the body's text, without quotes of its kind
     * @param fields more request headers; {@code content-type} is that of JSON unless it is among them
     */
    public static Path writeScript(
            Path file, String method, List<String> paths, String body, Map<String, String> fields) {
        var lua = new StringBuilder("local body = [==[").append(body).append("]==]\n");
        Map<String, String> headers = new TreeMap<>(Map.of("content-type", "application/json"));
        headers.putAll(fields);
        lua.append("local headers = {}\n");
        headers.forEach(
                (name, text) -> lua.append(String.format(Locale.ROOT, "headers[\"%s\"] = \"%s\"%n", name, text)));
        lua.append("local requests, count, turn = {}, ").append(paths.size()).append(", 0\n");
        lua.append("init = function(args)\n");
        for (int i = 0; i < paths.size(); i++) {
            lua.append(String.format(
                    Locale.ROOT,
                    "  requests[%d] = wrk.format(\"%s\", \"%s\", headers, body)%n",
                    i,
                    method,
                    paths.get(i)));
        }
        lua.append("end\nrequest = function()\n  turn = (turn + 1) % count\n  return requests[turn]\nend\n");
        try {
            return Files.writeString(file, lua);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }
}
