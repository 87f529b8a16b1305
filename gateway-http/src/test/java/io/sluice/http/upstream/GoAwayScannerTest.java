package io.sluice.http.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoAwayScannerTest {
    private static final String DATA = frame('\0', "\7\7\7\7 of any length, and all the same \7\7\7\7".repeat(9));
    private static final String EMPTY = frame('\4', "");
    private static final String LATER = frame('\7', "\u007f\u00ff\u00ff\u00ff\0\0\0\0");
    private static final String NOW = frame('\7', "\u0080\0\1\2\0\0\0\2because");
    private static final String BROKEN = frame('\7', "\0\0");

    private final List<Integer> told = new ArrayList<>();
    private final GoAwayScanner scanner = new GoAwayScanner(told::add);

    private static String frame(char type, String payload) {
        return "\0" + (char) (payload.length() >>> 8) + (char) (payload.length() & 0xff) + type + "\0\0\0\0\0"
                + payload;
    }

    private String follow(String bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(("before" + bytes + "behind").getBytes(StandardCharsets.ISO_8859_1));
        scanner.follow(buffer, 6, 6 + bytes.length());
        String all = new String(buffer.array(), StandardCharsets.ISO_8859_1);
        assertThat(all).startsWith("before").endsWith("behind");
        return all.substring(6, all.length() - 6);
    }

    @Test
    void tellsOfEachAndHidesIt() {
        String shown = follow(EMPTY + DATA + LATER + EMPTY + NOW + DATA);

        assertThat(told).containsExactly(Integer.MAX_VALUE, 0x102);
        assertThat(shown)
                .isEqualTo(EMPTY + DATA + hidden(LATER) + EMPTY + hidden(NOW) + DATA)
                .doesNotContain(LATER);
    }

    private static String hidden(String frame) {
        return frame.substring(0, 3) + '\u00ff' + frame.substring(4);
    }

    @Test
    void findsThemHoweverTheBytesCome() {
        String sent = EMPTY + DATA + NOW + EMPTY + LATER + DATA;
        for (int piece = 1; piece < 30; piece++) {
            told.clear();
            var shown = new StringBuilder();
            for (int i = 0; i < sent.length(); i += piece) {
                shown.append(follow(sent.substring(i, Math.min(sent.length(), i + piece))));
            }
            assertThat(told).as("%d bytes at a time", piece).containsExactly(0x102, Integer.MAX_VALUE);
            assertThat(shown.toString()).isEqualTo(EMPTY + DATA + hidden(NOW) + EMPTY + hidden(LATER) + DATA);
        }
    }

    @Test
    void goesOnBehindOneThatIsTooShort() {
        follow(BROKEN + NOW);

        assertThat(told).containsExactly(0x102);
    }
}
