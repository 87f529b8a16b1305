package io.sluice.faults;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the memory of a JVM with {@code jcmd}; the JVM tracks its native memory for that. */
final class Meter {
    private static final long KIB = 1024;
    private static final Pattern HEAP = Pattern.compile("heap.*? used (\\d+)K", Pattern.DOTALL);
    private static final Pattern OTHER = Pattern.compile("Other \\(reserved=(\\d+)KB");

    private Meter() {}

    /** The bytes on the heap that a full collection leaves. */
    static long liveHeapBytes(Child process) {
        process.jcmd("GC.run");
        return KIB * find(HEAP, process.jcmd("GC.heap_info"));
    }

    /** The bytes in direct buffers, which the JVM books under "Other". */
    static long directBytes(Child process) {
        return KIB * find(OTHER, process.jcmd("VM.native_memory", "summary", "scale=KB"));
    }

    private static long find(Pattern pattern, String output) {
        Matcher matcher = pattern.matcher(output);
        if (!matcher.find()) {
            throw new AssertionError("nothing like " + pattern + " in " + output);
        }
        return Long.parseLong(matcher.group(1));
    }
}
