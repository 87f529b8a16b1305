package io.sluice.bench;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what {@code jcmd GC.heap_info} prints, in the forms of JDK 17 to 25. */
final class HeapInfo {
    private static final Pattern USED = Pattern.compile("heap.*? used (\\d+)K", Pattern.DOTALL);

    private HeapInfo() {}

    /**
     * The bytes in use on the heap.
     *
     * @throws BenchFailure if the text has none
     */
    static long usedBytes(String heapInfo) {
        Matcher matcher = USED.matcher(heapInfo);
        if (!matcher.find()) {
            throw new BenchFailure("jcmd GC.heap_info says nothing of what is used: " + heapInfo.strip());
        }
        return Long.parseLong(matcher.group(1)) * 1024;
    }
}
