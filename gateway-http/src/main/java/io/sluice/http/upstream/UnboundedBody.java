package io.sluice.http.upstream;

import io.sluice.engine.http.Body;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Everything up to the end of the connection. */
final class UnboundedBody implements BodyDecoder {

    @Override
    public boolean decode(ByteBuffer source, Consumer<ByteBuffer> content) {
        content.accept(source.slice());
        source.position(source.limit());
        return false;
    }

    @Override
    public boolean mayEnd() {
        return true;
    }

    @Override
    public long length() {
        return Body.UNKNOWN;
    }

    @Override
    public boolean leavesConnectionOpen() {
        return false;
    }
}
