package io.sluice.record.recorder.sink;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Names the files of hosts, whatever hosts senders make up: within the directory, and not more than so many. One thread. */
final class FileNames {
    static final String SUFFIX = "-recordings.jsonl";
    /** The file of hosts that have none of their own. */
    static final String OTHERS = "other-hosts" + SUFFIX;

    private static final int LONGEST = 120;

    private final int most;
    private final Set<String> known = new HashSet<>();

    FileNames(int most) {
        this.most = most;
    }

    /** Counts the files that are there already. */
    void readFrom(Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            files.forEach(file -> known.add(String.valueOf(file.getFileName())));
        }
    }

    /**
     * The file of a host.
     *
     * @param host with its port, which is left out if it is the protocol's usual one
     */
    String of(String host, String protocol) {
        String name = visible(host, protocol) + SUFFIX;
        if (known.contains(name)) {
            return name;
        }
        if (known.size() >= most) {
            return OTHERS;
        }
        known.add(name);
        return name;
    }

    private static String visible(String host, String protocol) {
        String usual = protocol.equals("https") ? ":443" : ":80";
        int end = host.endsWith(usual) ? host.length() - usual.length() : host.length();
        String text = host.substring(0, Math.min(end, LONGEST)).toLowerCase(Locale.ROOT);
        var name = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            name.append(isPlain(c, i) ? c : '_');
        }
        return name.isEmpty() ? "_" : name.toString();
    }

    /** A dot at the beginning would hide the file; a colon is none of a file's name on Windows. */
    private static boolean isPlain(char c, int place) {
        return (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_'
                || (c == '.' && place > 0)
                || (c == ':' && File.separatorChar == '/')
                || c == '['
                || c == ']';
    }
}
