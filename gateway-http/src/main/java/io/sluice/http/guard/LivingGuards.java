package io.sluice.http.guard;

import io.sluice.config.GatewayConfig;
import io.sluice.config.GuardConfig;
import io.sluice.config.fold.Topology;
import io.sluice.engine.file.FileWatch;
import io.sluice.engine.share.SharedParts;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * The guards of a gateway across its configurations: a guard that the next configuration describes in the same words lives
 * on, with the keys that it has fetched and the credentials that it has found right. Any thread but an I/O thread.
 */
public final class LivingGuards {
    private final Path folder;
    private final FileWatch files;
    private final SharedParts<Living> guards = new SharedParts<>(living -> living.guard.close());

    /**
     * Without guards.
     *
     * @param folder what relative file names start from
     * @param files notices password files that have changed
     */
    public LivingGuards(Path folder, FileWatch files) {
        this.folder = folder;
        this.files = files;
    }

    /**
     * Opens the guards that the listeners of a configuration name, or finds them open.
     *
     * @throws io.sluice.config.InvalidConfigException with all problems, if one of them keeps a guard from working
     */
    public Guards open(GatewayConfig config, Topology topology) {
        return Guards.open(config, topology, this);
    }

    Path folder() {
        return folder;
    }

    FileWatch files() {
        return files;
    }

    SharedParts.Lease<Living> take(GuardConfig config, Supplier<Guard> open) {
        return guards.take(config, () -> new Living(open.get()));
    }

    /** A guard that is started once, by the first configuration that is. */
    static final class Living {
        private final Guard guard;
        private boolean started; // guarded by this

        private Living(Guard guard) {
            this.guard = guard;
        }

        Guard guard() {
            return guard;
        }

        synchronized void start() {
            if (!started) {
                started = true;
                guard.start();
            }
        }
    }
}
