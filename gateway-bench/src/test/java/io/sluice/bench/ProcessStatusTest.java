package io.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProcessStatusTest {

    @Test
    void readsCpuTimeBehindANameWithParentheses() {
        String stat = "4711 (java (x) y) S 1 4711 4711 0 -1 4194560 100 0 3 0 1250 250 0 0 20 0 30 0 123456 1 2 3\n";

        assertThat(ProcessStatus.parseCpuSeconds(stat)).isEqualTo(15);
    }

    @Test
    void readsResidentMemoryAndThreads() {
        String status = "Name:\tjava\nVmPeak:\t  900 kB\nVmRSS:\t  316044 kB\nThreads:\t30\n";

        assertThat(ProcessStatus.parseResidentBytes(status)).isEqualTo(316_044 * 1024L);
        assertThat(ProcessStatus.parseThreads(status)).isEqualTo(30);
    }

    @Test
    void readsTheHeapOfJdk17And25() {
        String jdk17 = " garbage-first heap   total 391168K, used 12345K [0x0000000689600000, 0x0000000800000000)\n";
        String jdk25 =
                "4711:\n garbage-first heap   total reserved 6029312K, committed 385024K, used 12345K [0x0, 0x1)\n";

        assertThat(HeapInfo.usedBytes(jdk17)).isEqualTo(12_345 * 1024L);
        assertThat(HeapInfo.usedBytes(jdk25)).isEqualTo(12_345 * 1024L);
        assertThatThrownBy(() -> HeapInfo.usedBytes("no such process")).isInstanceOf(BenchFailure.class);
    }
}
