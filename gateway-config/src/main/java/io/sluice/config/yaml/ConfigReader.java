package io.sluice.config.yaml;

import io.sluice.config.GatewayConfig;
import io.sluice.config.Location;
import io.sluice.config.NamespaceConfig;
import io.sluice.config.Problems;
import io.sluice.config.Quoted;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads a {@code zilla.yaml}: structure, types, defaults. Whether references lead anywhere is checked elsewhere. Never
 * throws because of what a file contains, and takes bounded time and memory for it.
 */
public final class ConfigReader {
    /** The longest content that can be read: each of its characters may take four bytes. */
    public static final int MAX_BYTES = 4 * YamlDocuments.MAX_LENGTH;

    private ConfigReader() {}

    /**
     * Reads a UTF-8 file with the environment of this process.
     *
     * @throws IOException when the file cannot be read
     */
    public static ReadResult read(Path path) throws IOException {
        return read(path, System.getenv());
    }

    /**
     * Reads a UTF-8 file. Places name it as {@code path} does.
     *
     * @throws IOException when the file cannot be read
     */
    public static ReadResult read(Path path, Map<String, String> environment) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return read(path.toString(), in.readNBytes(MAX_BYTES + 1), environment);
        }
    }

    /**
     * Reads UTF-8 text.
     *
     * @param file the name that places show
     * @param content more than {@link #MAX_BYTES} are a problem
     */
    public static ReadResult read(String file, byte[] content, Map<String, String> environment) {
        if (content.length > MAX_BYTES) {
            return failed(file, "the file is longer than " + YamlDocuments.MAX_LENGTH + " characters");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return read(file, text, environment);
        } catch (CharacterCodingException e) {
            return failed(file, "the file is not UTF-8 text: " + e.getMessage());
        }
    }

    /**
     * Reads text.
     *
     * @param file the name that places show
     * @param environment what {@code ${{env.NAME}}} refers to
     */
    public static ReadResult read(String file, String text, Map<String, String> environment) {
        Problems problems = new Problems();
        List<Node> documents = new YamlDocuments(file, problems).parse(text);
        TreeBuilder trees = new TreeBuilder(file, new EnvironmentResolver(environment, problems), problems);
        List<NamespaceConfig> namespaces = new ArrayList<>();
        Set<String> names = new HashSet<>();
        boolean isEmpty = true;
        for (Node document : documents) {
            YamlNode root = trees.build(document).orElse(null);
            if (root instanceof YamlNode.Scalar scalar && scalar.isNull()) {
                continue;
            }
            isEmpty = false;
            if (root instanceof YamlNode.Mapping mapping) {
                NamespaceConfig namespace = new NamespaceReader(problems).read(new Cursor(mapping, problems));
                namespaces.add(namespace);
                if (!names.add(namespace.name())) {
                    problems.error(namespace.at(), "another document has the name " + Quoted.of(namespace.name()));
                }
            } else if (root != null) {
                problems.error(root.at(), "expected a mapping, found " + root.described());
            }
        }
        if (isEmpty && !problems.hasErrors()) {
            problems.error(
                    new Location(file, 1, 1, ""), "the file is empty (it needs at least \"name\" and \"bindings\")");
        }
        return new ReadResult(new GatewayConfig(namespaces), problems.inFileOrder());
    }

    private static ReadResult failed(String file, String message) {
        Problems problems = new Problems();
        problems.error(new Location(file, 1, 1, ""), message);
        return new ReadResult(new GatewayConfig(List.of()), problems.inFileOrder());
    }
}
