package io.sluice.bench;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What the I/O threads of another JVM allocate, as that JVM counts it. Used by one thread. */
public final class ThreadAllocation implements AutoCloseable {
    private static final String IO_THREADS = "I/O"; // XNIO's name for them

    private final JMXConnector connector;
    private final ThreadMXBean threads;
    private final long[] ids;

    /** Attaches to a process. */
    @SuppressWarnings("BanJNDI") // the address is the process's own answer, and a local one
    public ThreadAllocation(Child process) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
            String address = machine.startLocalManagementAgent();
            machine.detach();
            connector = JMXConnectorFactory.connect(new JMXServiceURL(address));
            threads = ManagementFactory.newPlatformMXBeanProxy(
                    connector.getMBeanServerConnection(), ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
            ids = Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                    .filter(thread -> thread != null && thread.getThreadName().contains(IO_THREADS))
                    .mapToLong(ThreadInfo::getThreadId)
                    .toArray();
        } catch (AttachNotSupportedException | IOException e) {
            throw new BenchFailure("Cannot attach to process " + process.pid(), e);
        }
        if (ids.length == 0) {
            throw new BenchFailure("Process " + process.pid() + " has no I/O threads");
        }
    }

    /** The bytes that its I/O threads have allocated so far. */
    public long bytes() {
        return Arrays.stream(threads.getThreadAllocatedBytes(ids)).sum();
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            throw new BenchFailure("Cannot detach", e);
        }
    }
}
