package io.sluice.bench;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How many files and connections a process may have open. Stateless. */
public final class OpenFiles {
    private OpenFiles() {}

    /** The limit of this process, and so of those that it starts. */
    public static int limit() {
        var system = ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class);
        return (int) Math.min(Integer.MAX_VALUE, system.getMaxFileDescriptorCount());
    }
}
