package io.sluice.bench;

import io.sluice.bench.control.BareUndertow;
import java.net.URI;
import java.nio.file.Path;

/** The bare Undertow that sends what the gateway sent. Used by one thread. */
public final class BareServer implements AutoCloseable {
    private final Path recordings;
    private final Lab.Control control;

    /** Starts it; it has nothing to send yet. */
    public BareServer(Lab lab) {
        recordings = lab.file(".recordings");
        if (!recordings.toFile().mkdirs()) {
            throw new BenchFailure("Cannot make the folder " + recordings);
        }
        control = lab.control(BareUndertow.class, recordings.toString());
    }

    /** Its process. */
    public Child process() {
        return control.process();
    }

    /** The address of a path. */
    public URI at(String path) {
        return control.at(path);
    }

    /**
     * Asks the gateway, lets this server answer the same, and checks that it does: status, header and every byte.
     *
     * @param kind {@code plain}, {@code not-modified} or {@code gzip}, which the headers must ask for
     * @return the gateway's answer
     */
    public Answer sample(Lab lab, Gateway gateway, String path, String kind, int status, String... headers) {
        Answer answer = Answer.get(gateway.at(path), lab.file(".body"), headers).require(status, -1);
        lab.record(recordings, path, kind, answer);
        answer.requireSame(Answer.get(at(path), lab.file(".body"), headers));
        return answer;
    }

    @Override
    public void close() {
        control.close();
    }
}
