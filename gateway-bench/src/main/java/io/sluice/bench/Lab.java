package io.sluice.bench;

import io.sluice.bench.control.Recorded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What cases work with: the broker, its topics, and the processes they start. What a case leaves running is ended with the
 * lab. Used by one thread, but for {@link #close}.
 */
public final class Lab implements AutoCloseable {
    private final Scale scale;
    private final Path home;
    private final Path folder;
    private final Deque<AutoCloseable> open = new ConcurrentLinkedDeque<>(); // the latest first
    private final Set<String> topicsMade = new HashSet<>();
    private @Nullable String bootstrap;
    private @Nullable Topics topics;
    private @Nullable AutoCloseable fixture;
    private int names;
    private int numbers;

    /**
     * Opens a lab; the broker is started when it is needed.
     *
     * @param home the folder that the repository is checked out in
     */
    Lab(Scale scale, Path home) {
        this.scale = scale;
        this.home = home;
        try {
            this.folder = Files.createTempDirectory("sluice-bench-");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a folder for the run", e);
        }
    }

    /** How long and how large the run is. */
    public Scale scale() {
        return scale;
    }

    /** The folder that the repository is checked out in. */
    public Path home() {
        return home;
    }

    /** A file of the run that is not there yet. */
    public Path file(String suffix) {
        return folder.resolve(names++ + suffix);
    }

    /** A number that no other call of this run gets. */
    public int nextNumber() {
        return ++numbers;
    }

    /** The broker's address; the broker is started when it does not run. */
    public String bootstrap() {
        if (bootstrap == null) {
            bootstrap = start("broker", Jvm.bench("io.sluice.bench.BrokerMain", List.of()))
                    .await("ready");
        }
        return bootstrap;
    }

    /** The broker's topics. */
    public Topics topics() {
        if (topics == null) {
            topics = new Topics(bootstrap());
            open.push(topics);
        }
        return topics;
    }

    /** Makes a topic the first time that it is asked for in a run. */
    public void topicOnce(String name, Runnable maker) {
        if (topicsMade.add(name)) {
            maker.run();
        }
    }

    /** Starts a gateway with this configuration; it may not listen yet. */
    public Gateway gateway(Configuration configuration) {
        int port = freePort();
        Path config = write(configuration, port);
        Child process =
                keep(Child.startSilently("the gateway", Jvm.gateway(home, config), Map.of(), file(".gateway.log")));
        return new Gateway(process, port);
    }

    /** Starts another command of the gateway, with options for the JVM. */
    public Child command(List<String> options, List<String> arguments) {
        return start("gateway-" + arguments.get(0), Jvm.gateway(home, options, arguments));
    }

    /** Starts a gateway as a user does, with the launcher, on some JDK. */
    public Gateway launch(Configuration configuration, Path javaHome) {
        int port = freePort();
        Path config = write(configuration, port);
        List<String> command = List.of(home.resolve("gateway").toString(), "start", "-c", config.toString());
        Map<String, String> environment = Map.of("JAVA_HOME", javaHome.toString());
        return new Gateway(keep(Child.startSilently("the gateway", command, environment, file(".gateway.log"))), port);
    }

    /** Starts a control and waits until it is ready. */
    public Control control(Class<?> main, String... arguments) {
        Child process = start(main.getSimpleName(), Jvm.bench(main.getName(), List.of(arguments)));
        return new Control(process, process.await("ready"));
    }

    /** Starts a control that has nothing to say when it starts. */
    public Child run(Class<?> main, String... arguments) {
        return start(main.getSimpleName(), Jvm.bench(main.getName(), List.of(arguments)));
    }

    /**
     * A running control.
     *
     * @param process its process
     * @param ready what it said when it was ready: its port, if it serves
     */
    public record Control(Child process, String ready) implements AutoCloseable {

        /** The address of a path. */
        public URI at(String path) {
            return URI.create("http://127.0.0.1:" + ready + path);
        }

        @Override
        public void close() {
            process.close();
        }
    }

    /** Lets a control send what the gateway answered; the folder is the control's. */
    public void record(Path recordings, String path, String kind, Answer answer) {
        try {
            Recorded.write(recordings, path, kind, answer.status(), answer.fields(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot record " + path, e);
        }
    }

    /** What several cases share. It stays open until a case needs another one. */
    public <T extends AutoCloseable> T fixture(Class<T> type, Function<Lab, T> opener) {
        if (!type.isInstance(fixture)) {
            endFixture();
            fixture = opener.apply(this);
        }
        return type.cast(fixture);
    }

    /** Ends what cases share, so that it does not disturb one that shares nothing. */
    public void endFixture() {
        if (fixture != null) {
            end(fixture);
            fixture = null;
        }
    }

    private Child start(String name, List<String> command) {
        return keep(Child.start(name, command, Map.of(), file("." + name + ".log")));
    }

    private Child keep(Child child) {
        open.push(child);
        return child;
    }

    private Path write(Configuration configuration, int port) {
        Path config = file(".yaml");
        try {
            return Files.writeString(config, configuration.yaml(port, bootstrap()));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + config, e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("No port is free", e);
        }
    }

    /** Ends every process and forgets the run's files. Any thread, any number of times. */
    @Override
    public void close() {
        for (AutoCloseable next = open.poll(); next != null; next = open.poll()) {
            end(next);
        }
        deleteFiles();
    }

    private static void end(AutoCloseable ended) {
        try {
            ended.close();
        } catch (Exception e) {
            throw new BenchFailure("Cannot end " + ended, e);
        }
    }

    /** The logs stay in the system's folder for temporary files; the large bodies do not. */
    private void deleteFiles() {
        try (var files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (Files.isRegularFile(file) && !file.toString().endsWith(".log")) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot clean " + folder, e);
        }
    }
}
