package io.sluice.record.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The exchanges of a stream with one on each line.
 *
 * <p>One thread splits the stream into chunks of lines, a few parse chunks at the same time, and whoever polls gets the
 * chunks in the stream's order. The queue of chunks is bounded, in number and each in bytes, so that a slow taker slows
 * the reading. Blank lines are passed over.
 */
public final class LineSource implements ExchangeSource {
    /** The longest line taken, in bytes. */
    public static final int MAX_LINE = 16 << 20;

    private static final int CHUNK_LINES = 256;
    private static final int CHUNK_BYTES = 1 << 18;
    private static final int CHUNKS = 16;
    private static final Future<Chunk> END = new FutureTask<>(() -> new Chunk(List.of(), 0));

    private final String name;
    private final InputStream in;
    private final LineReader lines;
    private final long size;
    private final BlockingQueue<Future<Chunk>> chunks = new ArrayBlockingQueue<>(CHUNKS);
    private final ExecutorService parsers;
    private final Thread reader;
    private volatile @Nullable IOException failure;
    private volatile boolean closed;

    // owned by the thread that polls
    private long taken;
    private boolean ended;

    private LineSource(String name, InputStream in, long size) {
        this.name = name;
        this.in = in;
        this.lines = new LineReader(in, MAX_LINE);
        this.size = size;
        this.parsers =
                Executors.newFixedThreadPool(Math.max(1, Runtime.getRuntime().availableProcessors() - 1), task -> {
                    var thread = new Thread(task, "parse-" + name);
                    thread.setDaemon(true);
                    return thread;
                });
        this.reader = new Thread(this::run, "read-" + name);
        reader.setDaemon(true);
    }

    /**
     * Opens a file of lines, or of HAR if its name ends so.
     *
     * @throws IOException if it cannot be opened
     */
    public static ExchangeSource open(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        InputStream in = Files.newInputStream(file);
        if (name.toLowerCase(Locale.ROOT).endsWith(".har")) {
            return new HarSource(name, new BufferedInputStream(in));
        }
        return started(new LineSource(name, in, Files.size(file)));
    }

    /** Reads a stream, which is closed with the source. */
    public static ExchangeSource of(String name, InputStream in) {
        return started(new LineSource(name, in, -1));
    }

    private static ExchangeSource started(LineSource source) {
        source.reader.start();
        return source;
    }

    private void run() {
        try {
            split();
        } catch (IOException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            finish();
        }
    }

    private void split() throws IOException, InterruptedException {
        var chunk = new RawChunk(name);
        for (byte[] line = lines.next(); line != null && !closed; line = lines.next()) {
            chunk.add(lines.number(), line);
            if (chunk.size() >= CHUNK_LINES || chunk.bytes() >= CHUNK_BYTES || lines.wouldWait()) {
                submit(chunk);
                chunk = new RawChunk(name);
            }
        }
        if (chunk.size() > 0) {
            submit(chunk);
        }
    }

    private void submit(RawChunk chunk) throws InterruptedException {
        long upTo = lines.bytes();
        chunks.put(parsers.submit(() -> new Chunk(chunk.parse(), upTo)));
    }

    /** Whoever closes the source empties the queue, so that there is room in the end. */
    private void finish() {
        boolean interrupted = Thread.interrupted();
        while (!closed && !offerEnd()) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean offerEnd() {
        try {
            chunks.put(END);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    @Override
    public @Nullable List<Arrival> poll(Duration timeout) throws IOException, InterruptedException {
        Future<Chunk> next = ended ? END : chunks.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
        if (next == null) {
            return List.of();
        }
        if (next == END) {
            ended = true;
            IOException failed = failure;
            if (failed != null) {
                throw failed;
            }
            return null;
        }
        try {
            Chunk chunk = next.get();
            taken = chunk.upTo();
            return chunk.arrivals();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Parsing lines of " + name + " failed", e.getCause());
        }
    }

    /** A stream remembers nothing. */
    @Override
    public void commit() {}

    /** Bytes of the file that are not polled yet. */
    @Override
    public long lag() {
        return size < 0 ? -1 : Math.max(0, size - taken);
    }

    /** Stops reading; a thread that waits for a stream of the process stays until the stream moves. */
    @Override
    public void close() {
        closed = true;
        reader.interrupt();
        parsers.shutdownNow();
        if (size >= 0) {
            try {
                in.close();
            } catch (IOException e) {
                throw new UncheckedIOException("Closing " + name + " failed", e);
            }
        }
    }

    /** Lines that are not parsed yet; confined to one thread, then handed to another one. */
    private static final class RawChunk {
        private final String name;
        private final List<byte[]> lines = new ArrayList<>(CHUNK_LINES);
        private final List<Long> numbers = new ArrayList<>(CHUNK_LINES);
        private int bytes;

        private RawChunk(String name) {
            this.name = name;
        }

        private void add(long number, byte[] line) {
            lines.add(line);
            numbers.add(number);
            bytes += line.length;
        }

        private int size() {
            return lines.size();
        }

        private int bytes() {
            return bytes;
        }

        private List<Arrival> parse() {
            List<Arrival> arrivals = new ArrayList<>(lines.size());
            for (int i = 0; i < lines.size(); i++) {
                byte[] line = lines.get(i);
                String place = name + ":" + numbers.get(i);
                if (line == LineReader.TOO_LONG) {
                    arrivals.add(new Arrival(place, null, "longer than " + MAX_LINE + " bytes"));
                } else if (!isBlank(line)) {
                    arrivals.add(Arrival.of(place, line));
                }
            }
            return arrivals;
        }

        private static boolean isBlank(byte[] line) {
            for (byte b : line) {
                if (b != ' ' && b != '\t') {
                    return false;
                }
            }
            return true;
        }
    }

    private record Chunk(List<Arrival> arrivals, long upTo) {}
}
