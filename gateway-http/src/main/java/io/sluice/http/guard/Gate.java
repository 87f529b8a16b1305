package io.sluice.http.guard;

import io.sluice.engine.flow.Identity;
import io.sluice.engine.flow.Invocation;
import java.util.function.Consumer;

/** One guard at one listener: where its credentials come from and how they are asked for. */
@FunctionalInterface
interface Gate {

    /** Finds out who sends a request. On the I/O thread; calls back once there, at once or later. */
    void identify(Invocation invocation, Consumer<Identity> then);
}
